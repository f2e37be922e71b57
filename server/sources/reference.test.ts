import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../base/package-root.ts";
import { REFERENCE_COMMAND, REFERENCE_FILE, renderReference } from "./reference.ts";

test("the reference page is what the facts of the sources say", () => {
  const written = readFileSync(join(packageRoot, REFERENCE_FILE), "utf8");
  expect(written, `${REFERENCE_FILE} is out of date: run ${REFERENCE_COMMAND}`).toBe(renderReference());
});
