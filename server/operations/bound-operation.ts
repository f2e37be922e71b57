import type { z } from "zod";
import type { Operation } from "../../contract/operation.ts";
import type { Account } from "../people/account-store.ts";
import type { Person } from "../people/person-store.ts";
import { readInput } from "./read-input.ts";

/** Who calls, and when. */
export type CallContext = {
  person: Person;
  account: Account;
  /** Milliseconds. */
  now: number;
  requestId: string;
};

/** An operation and what answers it. */
export type BoundOperation = {
  operation: Operation;
  /** Reads the input, refusing a wrong one, and answers with the envelope's `data`. */
  run(raw: unknown, context: CallContext): Promise<unknown>;
};

/** Joins an operation of the contract with its handler; the contract's types hold on both sides. */
export function bind<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  handle: (input: z.output<Input>, context: CallContext) => Promise<z.input<Output>>,
): BoundOperation {
  return { operation, run: async (raw, context) => handle(readInput(operation.input, raw), context) };
}
