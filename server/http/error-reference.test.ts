import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../../contract/errors.ts";
import { isWord } from "../../contract/saying.ts";
import { readSourceFiles } from "../../test/support/imports.ts";
import { packageRoot } from "../base/package-root.ts";
import { ERRORS_COMMAND, ERRORS_FILE, readMessages, renderErrorReference } from "./error-reference.ts";

const sources = readSourceFiles(["server"]).filter(({ path }) => !path.endsWith(".test.ts"));
const messages = readMessages(sources.map(({ text }) => text));

test("the page of error codes is what the table and the code say", () => {
  const written = readFileSync(join(packageRoot, ERRORS_FILE), "utf8");
  expect(written, `${ERRORS_FILE} is out of date: run ${ERRORS_COMMAND}`).toBe(renderErrorReference(messages));
});

test("messages are read in every form, and enough of them", () => {
  const text = `
    throw new Refusal("BadRequest", say("not_json"));
    throw new Refusal(
      "InvalidContentType",
      sayOf("Content-Encoding", "content_encoding", { got }),
    );
    throw new Refusal(code, said);`;
  expect(readMessages([text])).toEqual(
    new Map([
      ["BadRequest", ["not_json"]],
      ["InvalidContentType", ["content_encoding"]],
    ]),
  );
  expect([...messages.keys()].every((code) => Object.hasOwn(ERROR_CODES, code))).toBe(true);
  const words = [...messages.values()].flat();
  expect(words.filter((word) => !isWord(word))).toEqual([]);
  expect(words.length).toBeGreaterThan(60);
});
