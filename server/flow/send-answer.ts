import type { ServerResponse } from "node:http";
import type { Refusal } from "../base/errors.ts";
import { answerHeaders, failureBody, statusOf, successBody } from "../http/envelope.ts";
import { WrongMethod } from "./push-address.ts";

/**
 * Answers 200 with the envelope. Left alone, Node holds back what is written until the response ends, and then writes two pieces,
 * the second of them empty; letting go of the first one at once saves a tenth of what a push costs
 * (`docs/decisions/0007-cost-of-a-push.md`).
 */
export function sendSuccess(response: ServerResponse, requestId: string, data: object): void {
  const body = successBody(requestId, data);
  const { socket } = response;
  response.writeHead(200, answerHeaders(requestId, Buffer.byteLength(body)));
  socket?.cork();
  response.write(body);
  socket?.uncork();
  response.end();
}

/**
 * Answers a refusal. After one whose body was not read to its end the connection is not used again; but it stays open a while for
 * what still comes, since closing at once would reset it, and a sender that writes before it reads would never see the answer.
 */
export function sendFailure(response: ServerResponse, requestId: string, refusal: Refusal): void {
  const body = failureBody(requestId, refusal);
  const headers = answerHeaders(requestId, Buffer.byteLength(body));
  if (refusal.retryAfterSeconds !== null) headers["retry-after"] = refusal.retryAfterSeconds;
  if (refusal instanceof WrongMethod) headers.allow = refusal.allow;
  const { req: request } = response;
  if (!request.complete) headers.connection = "close";
  response.writeHead(statusOf(refusal.code), headers);
  if (request.complete) {
    response.end(body);
    return;
  }
  response.write(body);
  const close = () => {
    clearTimeout(patience);
    response.end();
  };
  const patience = setTimeout(close, LINGER_MS);
  request.resume().once("end", close).once("close", close);
}

/** How long what a refused sender still writes is read and thrown away. */
const LINGER_MS = 2_000;
