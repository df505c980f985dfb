// Reads YAML files. Usage: node read.mjs FILE...   Prints the first document of each as JSON, in a list.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";

const texts = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
console.log(JSON.stringify(texts.map((text) => parse(text, { uniqueKeys: true }))));
