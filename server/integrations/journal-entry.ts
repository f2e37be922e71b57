import type { PushRequest } from "../sources/source.ts";

/** One accepted push as the journal keeps it: everything needed to read it again, tomorrow or with other rules. */
export type JournalEntry = {
  deliveryId: string;
  integrationId: number;
  receivedAtMs: number;
  /** Sent by the "Send test event" button. */
  isTest: boolean;
  /** The delivery this one repeats, when it is a replay. */
  replayOf: string | null;
  request: PushRequest;
};

/** The head's length as hexadecimal digits: an entry whose body is text is text throughout. */
const LENGTH_BYTES = 8;

/**
 * Eight digits of head length, the head as JSON, the body as it came; in two pieces, so that a body is copied once, into its batch.
 * The key is not in it: the query had it removed.
 */
export function encodeJournalEntry(entry: JournalEntry): [head: Buffer, body: Buffer] {
  const { body, method, query, headers } = entry.request;
  const { deliveryId, integrationId, receivedAtMs, isTest, replayOf } = entry;
  const request = { method, query, headers };
  const json = JSON.stringify({ deliveryId, integrationId, receivedAtMs, isTest, replayOf, request });
  const length = Buffer.byteLength(json);
  const head = Buffer.allocUnsafe(LENGTH_BYTES + length);
  head.write(length.toString(16).padStart(LENGTH_BYTES, "0"), "latin1");
  head.write(json, LENGTH_BYTES);
  return [head, body];
}

/** The entry again. Throws on bytes that `encodeJournalEntry` did not write. */
export function decodeJournalEntry(bytes: Buffer): JournalEntry {
  const bodyStart = LENGTH_BYTES + Number.parseInt(bytes.toString("latin1", 0, LENGTH_BYTES), 16);
  const head: JournalEntry = JSON.parse(bytes.toString("utf8", LENGTH_BYTES, bodyStart));
  return { ...head, request: { ...head.request, body: bytes.subarray(bodyStart) } };
}
