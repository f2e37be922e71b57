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

const LENGTH_BYTES = 4;

/** Four bytes of head length, the head as JSON, the body as it came. The key is not in it: the query had it removed. */
export function encodeJournalEntry(entry: JournalEntry): Buffer {
  const { body, ...request } = entry.request;
  const head = Buffer.from(JSON.stringify({ ...entry, request }), "utf8");
  const bytes = Buffer.allocUnsafe(LENGTH_BYTES + head.length + body.length);
  bytes.writeUInt32BE(head.length, 0);
  head.copy(bytes, LENGTH_BYTES);
  body.copy(bytes, LENGTH_BYTES + head.length);
  return bytes;
}

/** The entry again. Throws on bytes that `encodeJournalEntry` did not write. */
export function decodeJournalEntry(bytes: Buffer): JournalEntry {
  const bodyStart = LENGTH_BYTES + bytes.readUInt32BE(0);
  const head: JournalEntry = JSON.parse(bytes.toString("utf8", LENGTH_BYTES, bodyStart));
  return { ...head, request: { ...head.request, body: bytes.subarray(bodyStart) } };
}
