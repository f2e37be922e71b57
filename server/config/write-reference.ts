import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../base/package-root.ts";
import { REFERENCE_FILE, renderReference } from "./reference.ts";

const file = join(packageRoot, REFERENCE_FILE);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, renderReference());
console.log(`wrote ${REFERENCE_FILE}`);
