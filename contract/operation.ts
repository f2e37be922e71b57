import type { z } from "zod";
import type { Permission } from "./permission.ts";

/** Who may call an operation: whoever holds the permission, whoever is signed in, or anyone at all. */
export type Access = Permission | "authenticated" | "anyone";

/** An operation of the API as data: the adapter, the OpenAPI document, the console and the CLI all read this. */
export type Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly method: "POST";
  readonly path: `/${string}`;
  /** One line of the reference. */
  readonly summary: string;
  /** The part of the reference the operation stands in. */
  readonly tag:
    | "Integrations"
    | "Routes"
    | "Deliveries"
    | "Channels"
    | "Alerts"
    | "Incidents"
    | "Teams"
    | "Members"
    | "Sessions"
    | "App keys";
  readonly permission: Access;
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
