import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../base/package-root.ts";
import { REFERENCE_COMMAND, REFERENCE_FILE, renderReference } from "./reference.ts";
import { SETTINGS } from "./settings.ts";

test("the reference page is what the table of settings says", () => {
  const written = readFileSync(join(packageRoot, REFERENCE_FILE), "utf8");
  expect(written, `${REFERENCE_FILE} is out of date: run ${REFERENCE_COMMAND}`).toBe(renderReference());
});

test("every setting stands on it with its default and its range", () => {
  const page = renderReference();
  for (const { env, about, expected, secret } of Object.values(SETTINGS)) {
    expect(page).toContain(`| \`${env}\` |`);
    expect(page).toContain(about);
    expect(page).toContain(expected);
    expect(page.includes(`\`${env}_FILE\``)).toBe(secret);
  }
  expect(page).toContain("| `TOCSIN_PORT` | `8080` |");
  expect(page).not.toContain("undefined");
});
