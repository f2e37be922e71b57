import { parseArgs } from "citty";
import { expect, test } from "vitest";
import { ALIYUN_ARGS, readOptions } from "./read-options.ts";

const read = (...words: string[]) => readOptions(parseArgs(["--url", "http://h", ...words], ALIYUN_ARGS));

test("without options one alert fires", () => {
  expect(read()).toEqual({
    url: "http://h",
    course: { kind: "once" },
    recovers: false,
    rules: 8,
    entities: 5,
    seed: 1,
    name: "Tocsin",
    identifier: "tocsin",
    timeoutMs: 5000,
    connections: 50,
  });
});

test("a rate goes on until Ctrl-C, for a count, or for a time", () => {
  expect(read("--rate", "20").course).toEqual({ kind: "rate", perSecond: 20, count: Number.POSITIVE_INFINITY });
  expect(read("--rate=20", "--count=7").course).toMatchObject({ count: 7 });
  expect(read("--rate", "2.5", "--duration", "60").course).toMatchObject({ count: 150 });
  expect(read("--rate", "20", "--duration", "60", "--count", "7").course).toMatchObject({ count: 7 });
});

test.each([
  [["--rate", "fast"], '--rate: expected a number from 0.01 to 100000, got "fast"'],
  [["--rate", "0"], '--rate: expected a number from 0.01 to 100000, got "0"'],
  [["--rate"], '--rate: expected a number from 0.01 to 100000, got ""'],
  [["--rate", "5", "--count", "1.5"], '--count: expected a whole number from 1 to 1000000000, got "1.5"'],
  [["--rules", "0"], '--rules: expected a whole number from 1 to 1000, got "0"'],
  [["--entities", "-1"], "--entities: expected a whole number"],
  [["--seed", "0x"], "--seed: expected a whole number"],
  [["--timeout", ""], '--timeout: expected a number from 0.1 to 600, got ""'],
  [["--connections", "NaN"], "--connections: expected a whole number"],
  [["--count", "5"], "--count needs --rate"],
  [["--duration", "5"], "--duration needs --rate"],
  [["--once", "--rate", "5"], "--once and --rate: set one of them"],
  [["--rat", "5"], "there is no option --rat"],
  [["--no-recovery"], "there is no option --recovery"],
  [["5"], '"5" belongs to no option'],
])("%j is refused", (words, because) => {
  expect(() => read(...words)).toThrow(because);
});
