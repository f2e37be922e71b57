import type { ServerResponse } from "node:http";
import type { Refusal } from "../base/errors.ts";
import { answerHeaders, failureBody, statusOf, successBody } from "../http/envelope.ts";
import type { OwnAnswer } from "../sources/source.ts";
import { WrongMethod } from "./push-address.ts";

/**
 * Answers an accepted push: 200 with the envelope, or what its sender expects instead. Left alone, Node holds back what is written
 * until the response ends, and then writes two pieces, the second of them empty; letting go of the first one at once saves a tenth of
 * what a push costs (`docs/decisions/0007-cost-of-a-push.md`).
 */
export function sendSuccess(response: ServerResponse, requestId: string, data: object, own: OwnAnswer | null): void {
  const { status, body, headers } = own
    ? written(own, requestId)
    : enveloped(200, successBody(requestId, data), requestId);
  const { socket } = response;
  response.writeHead(status, headers);
  socket?.cork();
  response.write(body);
  socket?.uncork();
  response.end();
}

/**
 * Answers a refusal. After one whose body was not read to its end the connection is not used again; but it stays open a while for
 * what still comes, since closing at once would reset it, and a sender that writes before it reads would never see the answer.
 */
export function sendFailure(
  response: ServerResponse,
  requestId: string,
  refusal: Refusal,
  own: OwnAnswer | null,
): void {
  const answer = own
    ? written(own, requestId)
    : enveloped(statusOf(refusal.code), failureBody(requestId, refusal), requestId);
  const { status, body, headers } = answer;
  if (refusal.retryAfterSeconds !== null) headers["retry-after"] = refusal.retryAfterSeconds;
  if (refusal instanceof WrongMethod) headers.allow = refusal.allow;
  const { req: request } = response;
  if (!request.complete) headers.connection = "close";
  response.writeHead(status, headers);
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

type Written = { status: number; body: string; headers: Record<string, string | number> };

function enveloped(status: number, body: string, requestId: string): Written {
  return { status, body, headers: answerHeaders(requestId, Buffer.byteLength(body)) };
}

function written({ status, body }: OwnAnswer, requestId: string): Written {
  if (typeof body !== "string") return enveloped(status, JSON.stringify(body), requestId);
  const plain = enveloped(status, body, requestId);
  plain.headers["content-type"] = "text/plain; charset=utf-8";
  return plain;
}

/** How long what a refused sender still writes is read and thrown away. */
const LINGER_MS = 2_000;
