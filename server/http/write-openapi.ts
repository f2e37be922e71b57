import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { packageRoot } from "../base/package-root.ts";
import { renderOpenApi } from "./openapi.ts";

writeFileSync(join(packageRoot, "openapi.json"), renderOpenApi(OPERATIONS));
