import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody } from "./body.ts";

const SEED = 20261120;
const read = (text: string) => readBody(Buffer.from(text));

test("JSON is read as JSON, with or without a byte order mark", () => {
  expect(read('{"a":[1,null]}')).toEqual({ kind: "json", value: { a: [1, null] } });
  expect(read('\ufeff{"a":1}')).toEqual({ kind: "json", value: { a: 1 } });
  expect(read(" 42 ")).toEqual({ kind: "json", value: 42 });
});

test.each(["", " ", "\r\n\t", "\ufeff", "\ufeff \n"])("a body of nothing but space is empty: %j", (text) => {
  expect(read(text)).toEqual({ kind: "empty" });
});

test("every JSON value comes through", () => {
  const property = fc.property(fc.jsonValue(), (value) => {
    const text = JSON.stringify(value);
    expect(read(text)).toEqual({ kind: "json", value: JSON.parse(text) });
  });
  fc.assert(property, { seed: SEED, numRuns: 300 });
});

describe("a form", () => {
  test("gives its fields decoded, the last of a name winning", () => {
    expect(read("a=1&b=x+y%26z&a=2&c")).toEqual({ kind: "form", value: { a: "2", b: "x y&z", c: "" } });
    expect(read("\n a=%E4%B8%AD\r\n")).toEqual({ kind: "form", value: { a: "中" } });
  });

  test("with broken percent signs is still read", () => {
    expect(read("a=%zz&b=100%")).toEqual({ kind: "form", value: { a: "%zz", b: "100%" } });
  });

  test("reaches no prototype", () => {
    const body = read("__proto__=x&constructor=y");
    expect("value" in body && Object.entries(Object(body.value))).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  test("that wraps a JSON body in its only field or in its only name gives the JSON", () => {
    const json = '{"a":"b=c&d"}';
    expect(read(`payload=${encodeURIComponent(json)}`)).toEqual({ kind: "json", value: { a: "b=c&d" } });
    expect(read(`${encodeURIComponent(json)}=`)).toEqual({ kind: "json", value: { a: "b=c&d" } });
    expect(read("payload=%7Bnot")).toEqual({ kind: "form", value: { payload: "{not" } });
  });

  test("of any fields comes through", () => {
    const fields = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: "grapheme" }), { minKeys: 2 });
    const property = fc.property(fields, (value) => {
      expect(read(new URLSearchParams(value).toString())).toEqual({ kind: "form", value: { ...value } });
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  test("of more fields than any sender has is not split", () => {
    expect(read(`a=b${"&".repeat(1e6)}`)).toMatchObject({ kind: "unparsable", issues: [{ got: "1000001 fields" }] });
  });
});

describe("what is neither says what was found and where", () => {
  test.each([
    ['{"a": NaN}', '"N" at line 1, column 7'],
    ["NaN", '"N" at line 1, column 1'],
    ["Infinity", '"I" at line 1, column 1'],
    ["plain words, a=b", '"p" at line 1, column 1'],
    ['{"a":1,\n "b":}', '"}" at line 2, column 6'],
    ['{"a":"b', "the end of the body at line 1, column 8"],
    ["<a b='c'/>", '"<" at line 1, column 1'],
    ["\u0000\u0001", "U+0000 at line 1, column 1"],
    ['["a"\u200b]', "U+200B at line 1, column 5"],
    ["{=b", '"=" at line 1, column 2'],
    ["=b", '"=" at line 1, column 1'],
  ])("%j", (text, got) => {
    const issues = [{ at: "", expected: "JSON or form-urlencoded fields", got }];
    expect(read(text)).toEqual({ kind: "unparsable", issues });
  });
});

test("P3: no bytes make it throw", () => {
  const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    expect(readBody(Buffer.from(bytes)).kind).toMatch(/^(json|form|empty|unparsable)$/);
  });
  fc.assert(property, { seed: SEED, numRuns: 1000 });
});
