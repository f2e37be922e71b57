import { expect, test } from "vitest";
import { inEnglish, isWord, putIntoWords, say, saying, sayOf } from "./saying.ts";
import { SAYINGS } from "./sayings.ts";

const wanted = sayOf("name", "expected", {
  expected: say("at_most", { bound: say("characters", { count: 39 }) }),
  got: say("characters", { count: 40 }),
});

test("a saying is filled with text, numbers, lists and other sayings", () => {
  expect(inEnglish([wanted, say("no_channel", { id: 7 })])).toBe(
    "name: expected at most 39 characters, got 40 characters; there is no channel 7",
  );
  expect(putIntoWords(say("route_cases", { version: 3, cases: [1, 2] }), SAYINGS)).toBe("route version 3, cases 1, 2");
});

test("what fills a sentence is never read as a sentence itself", () => {
  expect(inEnglish([say("already_taken", { wanted: "{id} $& $1" })])).toBe('"{id} $& $1" is already taken');
});

test("a word of a newer hub stands for itself, and names of every object are no words", () => {
  expect(putIntoWords({ word: "brand_new", values: { id: 1 } }, SAYINGS)).toBe("brand_new");
  expect(["toString", "constructor", "__proto__"].some(isWord)).toBe(false);
});

test("a saying comes through the wire as it was", () => {
  expect(saying.parse(JSON.parse(JSON.stringify(wanted)))).toEqual(wanted);
  expect(saying.safeParse({ word: "expected", values: { got: null } }).success).toBe(false);
});
