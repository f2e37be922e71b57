import type { Reference } from "../../contract/refs.ts";
import type { Saying } from "../../contract/saying.ts";

/** What a call failed with: a code of the API, or `Unreachable` when no answer of the hub came. */
export class ApiError extends Error {
  readonly code: string;
  /** Empty when no answer came. */
  readonly requestId: string;
  /** How long to wait before the next try; null when the hub did not say. */
  readonly retryAfterSeconds: number | null;

  /** What the message says, as data. */
  readonly said: readonly Saying[];
  /** What stands in the way, where the hub names it. */
  readonly refs: readonly Reference[];

  constructor(
    code: string,
    message: string,
    requestId: string,
    more: Partial<Pick<ApiError, "retryAfterSeconds" | "said" | "refs">> = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.requestId = requestId;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.said = more.said ?? [];
    this.refs = more.refs ?? [];
  }
}

/** Whether a call failed because nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === "Unauthorized";
}
