import { z } from "zod";
import type { Operation } from "../../contract/operation.ts";

/** Calls operations of a hub over HTTP as one person. */
export type Caller = <Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input>,
) => Promise<z.output<Output>>;

const envelope = z.object({ data: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });

/** Creates a caller from an app key; null makes the calls that need nobody signed in. A refused call throws what the hub said. */
export function createCaller(url: string, appKey: string | null): Caller {
  return async (operation, input) => {
    const response = await fetch(`${url}${operation.path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(appKey && { authorization: `Bearer ${appKey}` }) },
      body: JSON.stringify(input),
    });
    const { data, error } = envelope.parse(await response.json());
    if (error) throw new Error(`${operation.path}: ${error.message}`);
    return operation.output.parse(data);
  };
}
