import { expect, test } from "vitest";
import { readAddresses } from "./addresses.ts";

test("addresses are found however they were pasted, each once", () => {
  const text = "ada@example.com, Bob <bob@example.com>;\nADA@example.com\n\tcarol@example.com，dora@example.com";
  expect(readAddresses(text)).toEqual(["ada@example.com", "bob@example.com", "carol@example.com", "dora@example.com"]);
});

test("nothing is found in nothing, nor in words", () => {
  expect(readAddresses("")).toEqual([]);
  expect(readAddresses("Ada Keller")).toEqual([]);
});
