import type { z } from "zod";

/** What one person may be allowed to do with one kind of thing (`spec.md` §12.2). Manage implies Read. */
export type Permission =
  | "authenticated"
  | `${"Channels" | "Incidents" | "Integrations" | "Teams" | "Members"}/${"Read" | "Manage"}`;

/** An operation of the API as data: the adapter, the OpenAPI document, the console and the CLI all read this. */
export type Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly method: "POST";
  readonly path: `/${string}`;
  /** One line of the reference. */
  readonly summary: string;
  /** The part of the reference the operation stands in. */
  readonly tag: "Integrations" | "Routes" | "Deliveries" | "Channels" | "Alerts" | "Incidents" | "Teams" | "Members";
  readonly permission: Permission;
  readonly input: Input;
  /** The envelope's `data`. */
  readonly output: Output;
};

/** Declares an operation and keeps the types of its input and output. */
export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  declared: Operation<Input, Output>,
): Operation<Input, Output> {
  return declared;
}
