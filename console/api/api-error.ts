/** What a call failed with: a code of the API, or `Unreachable` when no answer of the hub came. */
export class ApiError extends Error {
  readonly code: string;
  /** Empty when no answer came. */
  readonly requestId: string;

  constructor(code: string, message: string, requestId: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.requestId = requestId;
  }
}

/** Whether a call failed because nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === "Unauthorized";
}
