import { z } from "zod";
import type { Operation } from "../../contract/operation.ts";
import { reference } from "../../contract/refs.ts";
import { said } from "../../contract/saying.ts";
import { ApiError } from "./api-error.ts";

const envelope = z.object({
  request_id: z.string(),
  data: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string(), said: said.optional() }).optional(),
});

const standing = z.object({ refs: z.array(reference) });

/** Calls an operation with the session's cookie; its `data` comes back as the contract types it, a failure as an ApiError. */
export async function call<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input>,
  signal?: AbortSignal,
): Promise<z.output<Output>> {
  const { answer, retryAfterSeconds } = await post(operation.path, input, signal);
  if (answer.error) {
    const { code, message, said = [] } = answer.error;
    const refs = standing.safeParse(answer.data).data?.refs ?? [];
    throw new ApiError(code, message, answer.request_id, { retryAfterSeconds, said, refs });
  }
  const data = operation.output.safeParse(answer.data);
  if (data.success) return data.data;
  throw new ApiError("UnexpectedAnswer", z.prettifyError(data.error), answer.request_id);
}

async function post(path: string, input: unknown, signal: AbortSignal | undefined) {
  try {
    const response = await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      // The hub takes a cookie only with this header, which no other site can send along.
      headers: { "content-type": "application/json", "x-tocsin-console": "1" },
      body: JSON.stringify(input),
      ...(signal && { signal }),
    });
    return { answer: envelope.parse(await response.json()), retryAfterSeconds: readRetryAfter(response.headers) };
  } catch (error) {
    if (signal?.aborted) throw error;
    // What answered was not the hub: no connection, or a proxy with a page of its own.
    throw new ApiError("Unreachable", "", "");
  }
}

function readRetryAfter(headers: Headers): number | null {
  const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
  return Number.isNaN(seconds) ? null : seconds;
}
