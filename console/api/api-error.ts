/** What a call failed with: a code of the API, or `Unreachable` when no answer of the hub came. */
export class ApiError extends Error {
  readonly code: string;
  /** Empty when no answer came. */
  readonly requestId: string;
  /** How long to wait before the next try; null when the hub did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, requestId: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether a call failed because nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === "Unauthorized";
}
