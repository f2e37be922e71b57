import { expect, test } from "vitest";
import { firstText, describe as inWords, readFields, readList, readText } from "./fields.ts";

test("text is trimmed, and blank or structured values are empty", () => {
  expect([" a ", 1.5, 0, false, "\n"].map(readText)).toEqual(["a", "1.5", "0", "false", ""]);
  expect([null, undefined, {}, ["a"]].map(readText)).toEqual(["", "", "", ""]);
});

test("the first candidate with text wins", () => {
  expect(firstText(undefined, "", " ", {}, "b", "c")).toBe("b");
  expect(firstText()).toBe("");
});

test("an object is read as it is or from JSON text, an array is not one", () => {
  expect(readFields({ a: 1 })).toEqual({ a: 1 });
  expect(readFields(' {"a":1}')).toEqual({ a: 1 });
  for (const value of [null, [], "[]", '{"a":', "a", 1, "{a=b}"]) expect(readFields(value)).toBeNull();
});

test("a list is read as it is or from JSON text, an object is not one", () => {
  expect(readList([1])).toEqual([1]);
  expect(readList("[1]")).toEqual([1]);
  for (const value of [null, {}, "{}", "[1", "a", 1]) expect(readList(value)).toBeNull();
});

test("every kind of value has words", () => {
  expect([undefined, null, [], {}, "", 1, true].map(inWords)).toEqual([
    "nothing",
    "null",
    "an array",
    "an object",
    "a string",
    "a number",
    "a boolean",
  ]);
});
