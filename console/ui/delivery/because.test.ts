import { expect, test } from "vitest";
import { readPush } from "../../../server/sources/read.ts";
import { SOURCES } from "../../../server/sources/registry.ts";
import { readBecause } from "./because.ts";

const ignored = (because: string) => readBecause({ because, code: "" });

test("what sources say of pushes that hold nothing is said in words of ours", () => {
  const bodies = ["", "[]", '{"type":"测试","status":"TEST"}'];
  const said = SOURCES.flatMap((source) =>
    bodies.flatMap((body) => {
      const request = { method: "POST", query: {}, headers: {}, body: Buffer.from(body) };
      const reading = readPush(source, request, {}, 0);
      return reading.outcome === "ignored" ? [reading.because] : [];
    }),
  );
  expect(said.length).toBeGreaterThan(2);
  expect(said.filter((because) => ignored(because).text === null)).toEqual([]);
});

test("errors keep their own words behind ours", () => {
  expect(ignored("deciding failed: x is not y")).toEqual({ text: "deciding", words: "x is not y" });
  expect(ignored("it failed 3 times on its own")).toEqual({ text: "failedAlone", words: "" });
  expect(ignored("something else")).toEqual({ text: null, words: "something else" });
  expect(readBecause({ because: "alerts: expected a list", code: "InvalidParameter" })).toEqual({
    text: "code_InvalidParameter",
    words: "alerts: expected a list",
  });
  expect(readBecause({ because: "x", code: "NewCode" })).toEqual({ text: null, words: "x" });
});
