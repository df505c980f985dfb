// Reads rendered manifests and checks each document against the Kubernetes schema of its kind, without a cluster.
// Usage: node check.mjs FILE...   Prints [{ file, documents, faults }] as JSON.
import { readFile } from "node:fs/promises";
import { parseAllDocuments } from "yaml";

const models = new Map();

/** The model of a kind, or undefined when Kubernetes has none of that name. */
async function modelOf(apiVersion, kind) {
  if (!models.has(apiVersion)) {
    models.set(apiVersion, await import(`kubernetes-models/${apiVersion}`).catch(() => ({})));
  }
  return models.get(apiVersion)[kind];
}

/**
 * The schemas let unknown members pass. A validator reads every member that it knows, so a member that nobody
 * has read is one that Kubernetes does not know: a misspelt field, which would be dropped without a word.
 */
function watched(value, path, unread) {
  if (value === null || typeof value !== "object") {
    return value;
  }
  const left = new Set(Array.isArray(value) ? [] : Object.keys(value));
  unread.push({ path, left });
  return new Proxy(value, {
    get(target, member) {
      left.delete(member);
      const inner = target[member];
      return typeof member === "symbol" || typeof inner === "function" ? inner : watchedOnce(target, member, inner, path, unread);
    },
  });
}

const seen = new WeakMap();

function watchedOnce(owner, member, inner, path, unread) {
  if (inner === null || typeof inner !== "object") {
    return inner;
  }
  if (!seen.has(inner)) {
    seen.set(inner, watched(inner, `${path}/${String(member)}`, unread));
  }
  return seen.get(inner);
}

async function faultsOf(document) {
  const name = `${document?.kind} ${document?.metadata?.name}`;
  const Model = await modelOf(document?.apiVersion, document?.kind);
  if (!Model) {
    return [`${name}: Kubernetes has no ${document?.apiVersion}/${document?.kind}`];
  }
  const unread = [];
  try {
    Model.prototype.validate.call(watched(document, "", unread));
  } catch (refused) {
    return [`${name}: ${refused.message}`];
  }
  return unread.flatMap(({ path, left }) => [...left].map((member) => `${name}: ${path}/${member} is not a field that Kubernetes knows`));
}

const results = [];
for (const file of process.argv.slice(2)) {
  const parsed = parseAllDocuments(await readFile(file, "utf8"), { uniqueKeys: true, version: "1.2" });
  const faults = parsed.flatMap((document) => document.errors.map(String));
  const documents = parsed.map((document) => document.toJS()).filter((document) => document !== null);
  for (const document of documents) {
    faults.push(...(await faultsOf(document)));
  }
  results.push({ file, documents, faults });
}
console.log(JSON.stringify(results));
