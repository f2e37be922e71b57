import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../base/package-root.ts";
import { REFERENCE_FILE, renderReference } from "./reference.ts";

writeFileSync(join(packageRoot, REFERENCE_FILE), renderReference());
console.log(`wrote ${REFERENCE_FILE}`);
