import type { SayingValue } from "./saying.ts";

/** What was wrong with a body, with one event of it, or with a setting. */
export type Issue = {
  /** Path of the field in the body, such as `alerts[3].labels`; empty for the whole body. */
  at: string;
  expected: SayingValue;
  got: SayingValue;
};
