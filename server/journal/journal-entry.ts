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
  /** Tells which push key the sender used; replays and tests use none. */
  keyFingerprint?: string | undefined;
  request: PushRequest;
};

/** The head's length as hexadecimal digits: an entry whose body is text is text throughout. */
const LENGTH_BYTES = 8;

/**
 * Eight digits of head length, the head as JSON, the body as it came; in two pieces, so that a body is copied once, into its commit.
 * The key is not in it: the query had it removed.
 */
export function encodeJournalEntry(entry: JournalEntry): [head: Buffer, body: Buffer] {
  const { body, method, query, headers } = entry.request;
  const { deliveryId, integrationId, receivedAtMs, isTest, replayOf, keyFingerprint } = entry;
  const request = { method, query, headers };
  const json = JSON.stringify({ deliveryId, integrationId, receivedAtMs, isTest, replayOf, keyFingerprint, request });
  const length = Buffer.byteLength(json).toString(16).padStart(LENGTH_BYTES, "0");
  return [Buffer.from(length + json), body];
}

/** The entry again. Throws on bytes that `encodeJournalEntry` did not write. */
export function decodeJournalEntry(bytes: Buffer): JournalEntry {
  const bodyStart = LENGTH_BYTES + Number.parseInt(bytes.toString("latin1", 0, LENGTH_BYTES), 16);
  if (!(bodyStart <= bytes.length)) throw new Error("its bytes are not an entry, or not all of one");
  const head: unknown = JSON.parse(bytes.toString("utf8", LENGTH_BYTES, bodyStart));
  if (!isHead(head)) throw new Error("its head lacks a part, or has one of another type");
  return { ...head, request: { ...head.request, body: bytes.subarray(bodyStart) } };
}

type Head = Omit<JournalEntry, "request"> & { request: Omit<PushRequest, "body"> };

/** A glance, since every push takes it: whatever a later stage relies on is there and of its type. */
function isHead(value: unknown): value is Head {
  if (!isObject(value) || !isObject(value.request)) return false;
  const { deliveryId, integrationId, receivedAtMs, isTest, replayOf, keyFingerprint, request } = value;
  const areScalarsRight =
    typeof deliveryId === "string" &&
    typeof integrationId === "number" &&
    typeof receivedAtMs === "number" &&
    typeof isTest === "boolean" &&
    (replayOf === null || typeof replayOf === "string") &&
    (keyFingerprint === undefined || typeof keyFingerprint === "string");
  return areScalarsRight && typeof request.method === "string" && isObject(request.query) && isObject(request.headers);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
