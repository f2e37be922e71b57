import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, fileName, viewBody } from "./body-view.ts";
import { indentJson } from "./indent-json.ts";

const text = (body: string) => ({ body, encoding: "utf-8" as const });

describe("JSON with line breaks", () => {
  test("looks as everybody writes it", () => {
    const value = { a: [], b: {}, c: [1, { d: "x, [y]: {z}" }], e: null, f: '"[' };
    expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  test("is the same value, whatever it is", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(indentJson(json) ?? "")).toEqual(JSON.parse(json));
      }),
      { seed: 20_261_123 },
    );
  });

  test("keeps every digit and keys that stand twice", () => {
    expect(indentJson('{"n":12345678901234567890.10,"n":1e400}')).toBe(
      '{\n  "n": 12345678901234567890.10,\n  "n": 1e400\n}',
    );
  });

  test("is not made of what is no JSON, nor of nesting without end", () => {
    expect(indentJson("{a: 1}")).toBeNull();
    expect(indentJson("[".repeat(5000) + "]".repeat(5000))).toBeNull();
  });
});

describe("a body", () => {
  test("is formatted when it is JSON of a usual size", () => {
    expect(viewBody(text('{"a":1}'))).toEqual({ form: "formatted", text: '{\n  "a": 1\n}', cutAtBytes: null });
    expect(viewBody(text(""))).toMatchObject({ form: "empty" });
    expect(viewBody(text("a=1&b=2"))).toEqual({ form: "plain", text: "a=1&b=2", cutAtBytes: null });
    expect(viewBody(text("{not json"))).toMatchObject({ form: "plain" });
  });

  test("of 16 MiB is shown in part, and says how far, in bytes", () => {
    const view = viewBody(text(`{"a":"${"界".repeat(5_000_000)}"}`));
    expect(view.form).toBe("tooLarge");
    expect(view.text.length).toBe(64 * 1024);
    expect(view.cutAtBytes).toBe(new TextEncoder().encode(view.text).length);
  });

  test("that is no text is shown as bytes", () => {
    const bytes = Buffer.from([0xff, 0x00, 0x41, 0x7a]);
    const view = viewBody({ body: bytes.toString("base64"), encoding: "base64" });
    expect(view).toMatchObject({ form: "binary", cutAtBytes: null });
    expect(view.text).toMatch(/^000000 {2}ff 00 41 7a +··Az$/);
    const large = viewBody({ body: Buffer.alloc(100_000, 7).toString("base64"), encoding: "base64" });
    expect(large.cutAtBytes).toBe(2048);
    expect(large.text.split("\n")).toHaveLength(128);
  });

  test("is saved byte by byte as it came", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...bytesOf({ body: Buffer.from(bytes).toString("base64"), encoding: "base64" })]).toEqual([...bytes]);
      }),
      { seed: 20_261_123 },
    );
    expect([...bytesOf(text("é"))]).toEqual([0xc3, 0xa9]);
    expect(fileName("abc", "tooLarge")).toBe("delivery-abc.json");
  });
});
