import { ERROR_CODES, type ErrorCode } from "../../contract/errors.ts";
import type { Reference } from "../../contract/refs.ts";
import type { Saying } from "../../contract/saying.ts";

/** The two bodies every answer has (W1). `error` is absent on success: clients take any error object as failure. */
export function successBody(requestId: string, data: unknown): string {
  return JSON.stringify({ request_id: requestId, data });
}

/** What a refusal says: in English, and as data; with what stands in the way, for `ReferenceExist`. */
type Failure = { code: ErrorCode; message: string; said?: readonly Saying[]; refs?: readonly Reference[] };

/** The body of a refusal; its HTTP status comes from the table of codes. */
export function failureBody(requestId: string, { code, message, said, refs = [] }: Failure): string {
  const data = refs.length > 0 ? { refs } : undefined;
  return JSON.stringify({ request_id: requestId, data, error: { code, message, said } });
}

/** The headers every answer carries. Both request-id names are read by clients (W2). */
export function answerHeaders(requestId: string, bodyBytes: number): Record<string, string | number> {
  return {
    "content-type": "application/json; charset=utf-8",
    "content-length": bodyBytes,
    "x-request-id": requestId,
    "flashcat-request-id": requestId,
  };
}

/** The HTTP status of a refusal. */
export function statusOf(code: ErrorCode): number {
  return ERROR_CODES[code].status;
}
