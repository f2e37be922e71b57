import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../base/package-root.ts";
import { ERRORS_FILE, readMessages, renderErrorReference } from "./error-reference.ts";

const server = join(packageRoot, "server");
const paths = readdirSync(server, { recursive: true, encoding: "utf8" });
const sources = paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));
const messages = readMessages(sources.map((path) => readFileSync(join(server, path), "utf8")));
writeFileSync(join(packageRoot, ERRORS_FILE), renderErrorReference(messages));
console.log(`wrote ${ERRORS_FILE}`);
