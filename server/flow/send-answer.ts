import type { ServerResponse } from "node:http";
import type { Refusal } from "../base/errors.ts";
import { answerHeaders, failureBody, statusOf, successBody } from "../http/envelope.ts";
import { WrongMethod } from "./push-address.ts";

/** Answers 200 with the envelope. */
export function sendSuccess(response: ServerResponse, requestId: string, data: object): void {
  const body = successBody(requestId, data);
  response.writeHead(200, answerHeaders(requestId, Buffer.byteLength(body)));
  response.end(body);
}

/** Answers a refusal. After one whose body was not read to its end the connection is not used again. */
export function sendFailure(response: ServerResponse, requestId: string, refusal: Refusal): void {
  const body = failureBody(requestId, refusal.code, refusal.message);
  const headers = answerHeaders(requestId, Buffer.byteLength(body));
  if (refusal.retryAfterSeconds !== null) headers["retry-after"] = refusal.retryAfterSeconds;
  if (refusal instanceof WrongMethod) headers.allow = refusal.allow;
  if (!response.req.complete) headers.connection = "close";
  response.writeHead(statusOf(refusal.code), headers);
  response.end(body);
}
