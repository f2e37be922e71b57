import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeJournalEntry, encodeJournalEntry, type JournalEntry } from "./journal-entry.ts";

const words = fc.dictionary(fc.string(), fc.string({ unit: "grapheme" }));
const entries: fc.Arbitrary<JournalEntry> = fc.record({
  deliveryId: fc.string({ unit: "grapheme" }),
  integrationId: fc.nat(),
  receivedAtMs: fc.nat(),
  isTest: fc.boolean(),
  replayOf: fc.option(fc.string()),
  keyFingerprint: fc.string(),
  request: fc.record({
    method: fc.constantFrom("POST", "GET"),
    query: words,
    headers: words,
    body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  }),
});

test("an entry comes back as it was put in, whatever its words and bytes", () => {
  fc.assert(
    fc.property(entries, (entry) => {
      expect(decodeJournalEntry(Buffer.concat(encodeJournalEntry(entry)))).toEqual(entry);
    }),
  );
});

test("the head is preceded by its length in bytes, not in characters", () => {
  const request = { method: "POST", query: { room: "机房" }, headers: {}, body: Buffer.from("{}") };
  const about = { deliveryId: "d", integrationId: 1, receivedAtMs: 2, isTest: false, replayOf: null };
  const [head, body] = encodeJournalEntry({ ...about, request });
  expect(Number.parseInt(head.toString("latin1", 0, 8), 16)).toBe(head.length - 8);
  expect(body).toBe(request.body);
});

test("bytes that are no entry, or not all of one, are told from one", () => {
  expect(() => decodeJournalEntry(Buffer.from("000000ff{}"))).toThrow("not all of one");
  expect(() => decodeJournalEntry(Buffer.from("00000002{}"))).toThrow("lacks a part");
});
