import { expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** Every text under its full key. */
function flatten(texts: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]): [string, string][] =>
      typeof text === "string" ? [[prefix + key, text]] : [...flatten(text, `${prefix}${key}.`)],
    ),
  );
}

const english = flatten(en);
const chinese = flatten(zh);
/** A branch of a plural is in braces too, after its word or number. */
const ARGUMENT = /(?<!(?:=\d+|zero|one|two|few|many|other) )\{(\w+)[,}]/g;
const argumentsOf = (text: string | undefined) => [...(text ?? "").matchAll(ARGUMENT)].map((match) => match[1]);

test("P12: English and Chinese have the same keys, and no text is empty", () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  expect(english.size).toBeGreaterThan(100);
  expect([...english, ...chinese].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("P12: a text takes the same arguments in both languages", () => {
  const differing = [...english].filter(([key, text]) => {
    return argumentsOf(text).sort().join() !== argumentsOf(chinese.get(key)).sort().join();
  });
  expect(differing).toEqual([]);
});

test("P12: Chinese has one word for a thing, and names roles as the page of members does", () => {
  const other = /投递|Admin|Responder|Viewer/;
  expect([...chinese].filter(([, text]) => other.test(text))).toEqual([]);
});
