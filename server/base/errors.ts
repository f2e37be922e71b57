import type { ErrorCode } from "../../contract/errors.ts";
import type { Reference } from "../../contract/refs.ts";
import { inEnglish, type Saying } from "../../contract/saying.ts";

/** A request that is refused for a reason the caller can act on. Anything else that is thrown is a defect: `InternalError`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  /** What the message says, as data. */
  readonly said: readonly Saying[];
  /** Seconds after which the caller may try again. */
  readonly retryAfterSeconds: number | null;
  /** Of `ReferenceExist`: what stands in the way, as far as the caller may see it. */
  readonly refs: readonly Reference[];

  constructor(
    code: ErrorCode,
    said: Saying | readonly Saying[],
    retryAfterSeconds: number | null = null,
    refs: readonly Reference[] = [],
  ) {
    const all = Array.isArray(said) ? said : [said];
    super(inEnglish(all));
    this.code = code;
    this.said = all;
    this.retryAfterSeconds = retryAfterSeconds;
    this.refs = refs;
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
