import type { z } from "zod";
import type { Operation } from "../../contract/operation.ts";
import type { Account } from "../people/account-store.ts";
import type { Person } from "../people/person-store.ts";
import { readInput } from "./read-input.ts";

/** What is known of every call. */
export type OpenContext = {
  account: Account;
  /** Milliseconds. */
  now: number;
  requestId: string;
  /** Where the call came from, as the listener sees it. */
  address: string;
  /** The browser or program that made the call, by its own account. */
  userAgent: string;
  cookie: SessionCookie;
};

/** What the answer tells a browser about its session. */
export type SessionCookie = {
  keep(secret: string, options: { isSecure: boolean }): void;
  drop(): void;
};

/** Who calls, and when. */
export type CallContext = OpenContext & {
  person: Person;
  /** What the session cookie held; null when an app key made the call. */
  sessionSecret: string | null;
  /** Channels that do not exist for the caller, nor anything in them (docs/decisions/0010). */
  hiddenChannelIds: readonly number[];
};

/** An operation and what answers it: reads the input, refusing a wrong one, and answers with the envelope's `data`. */
export type BoundOperation =
  | { operation: Operation; access: "person"; run(raw: unknown, context: CallContext): Promise<unknown> }
  | { operation: Operation; access: "anyone"; run(raw: unknown, context: OpenContext): Promise<unknown> };

/** Joins an operation of the contract with its handler; the contract's types hold on both sides. */
export function bind<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  handle: (input: z.output<Input>, context: CallContext) => Promise<z.input<Output>>,
): BoundOperation {
  if (operation.permission === "anyone") throw new Error(`${operation.path} is for anyone: it has no caller`);
  return { operation, access: "person", run: async (raw, context) => handle(readInput(operation.input, raw), context) };
}

/** The same for an operation that anyone may call, so that its handler cannot ask who does. */
export function bindOpen<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  handle: (input: z.output<Input>, context: OpenContext) => Promise<z.input<Output>>,
): BoundOperation {
  if (operation.permission !== "anyone") throw new Error(`${operation.path} is not for anyone`);
  return { operation, access: "anyone", run: async (raw, context) => handle(readInput(operation.input, raw), context) };
}
