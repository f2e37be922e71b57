import { expect, test } from "vitest";
import { createWords, findWord, firstWord } from "./words.ts";

const words = createWords<string>([
  ["High", "h"],
  ["低", "l"],
  ["3", "three"],
]);

test("a word is found whatever its case and the space around it", () => {
  for (const written of ["High", "high", "HIGH", " high\n"]) expect(findWord(words, written)).toBe("h");
  expect(findWord(words, "低")).toBe("l");
});

test("a number is found as its digits", () => {
  expect(findWord(words, 3)).toBe("three");
  expect(findWord(words, Number.POSITIVE_INFINITY)).toBeNull();
});

test("what every object has by inheritance is no word", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"])
    expect(findWord(words, name)).toBeNull();
});

test("anything but a word of the table is null, however long", () => {
  for (const value of ["", "highest", "x".repeat(1e6), null, undefined, true, {}, ["high"]]) {
    expect(findWord(words, value)).toBeNull();
  }
});

test("the first known word wins over unknown ones before it", () => {
  expect(firstWord(words, [undefined, "page", "low", "低", "high"])).toBe("l");
  expect(firstWord(words, ["page"])).toBeNull();
});

test("a table with one word in two cases does not load", () => {
  expect(() =>
    createWords([
      ["OK", 1],
      ["ok", 2],
    ]),
  ).toThrow("the word ok stands twice");
});
