// Builds what the browser loads: every file with a hash of its content in the name, compressed once here,
// and manifest.json from plain name to built name.
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const out = new URL("dist/", import.meta.url);
const styles = sass.compile("styles/portal.scss", {
  loadPaths: ["node_modules/@uswds/uswds/packages"],
  quietDeps: true,
});

const bundle = async (name, options) => {
  const built = await esbuild.build({
    bundle: true,
    minify: true,
    write: false,
    target: ["es2020", "chrome100", "firefox100", "safari15"],
    loader: { ".svg": "dataurl" },
    logLevel: "warning",
    ...options,
  });
  return [name, Buffer.from(built.outputFiles[0].contents)];
};

const files = [
  await bundle("portal.css", {
    stdin: { contents: styles.css.replaceAll('url("")', "none"), loader: "css", resolveDir: "styles" },
  }),
  await bundle("portal.js", { entryPoints: ["scripts/portal.js"] }),
  await bundle("survey.js", { entryPoints: ["scripts/survey.js"] }),
  await bundle("charts.js", { entryPoints: ["scripts/charts.js"] }),
];

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const manifest = {};
for (const [name, content] of files) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const built = name.replace(/\.(\w+)$/, `.${hash}.$1`);
  manifest[name] = built;
  await writeFile(new URL(built, out), content);
  await writeFile(new URL(`${built}.gz`, out), gzipSync(content, { level: 9 }));
  await writeFile(
    new URL(`${built}.br`, out),
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

await writeFile(new URL("manifest.json", out), JSON.stringify(manifest, null, 2));
