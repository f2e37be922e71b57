import { ERROR_CODES, type ErrorCode } from "../../contract/errors.ts";

/** A request that is refused for a reason the caller can act on. Anything else that is thrown is a defect: `InternalError`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  /** Seconds after which the caller may try again. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, message: string = ERROR_CODES[code].title, retryAfterSeconds: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The hub cannot start or run as configured; the message says what to set, and to what. Shown without a stack. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
