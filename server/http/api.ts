import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LIVE_PATH } from "../../contract/live-stream.ts";
import { say } from "../../contract/saying.ts";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { createRequestId } from "../base/request-id.ts";
import type { BoundOperation } from "../operations/bound-operation.ts";
import { type CallDeps, type OnCaller, runCall } from "./call.ts";
import { answerHeaders, failureBody, statusOf, successBody } from "./envelope.ts";
import { refusalOf } from "./refusal-of.ts";
import { API_SECURITY_HEADERS } from "./security-headers.ts";

/** Where the API writes its one line per request; keys never reach it. */
export type ApiLog = {
  info(event: object, message: string): void;
  error(event: object, message: string): void;
};

/** What the API works with. */
export type ApiDeps = CallDeps & {
  operations: readonly BoundOperation[];
  clock: Clock;
  log: ApiLog;
  /** For metrics: the operation's path, empty when there was none, and `OK` or the error's code. */
  onAnswered(operation: string, code: string, durationMs: number): void;
};

/** What the log tells of a call. Keys and sessions are never in it; person 0 is nobody. */
type Call = { requestId: string; startedMs: number; operation: string; personId: number; keyId: string };

/** Mounts every operation, and what is answered to requests that reach none. */
export function mountApi(app: FastifyInstance, deps: ApiDeps): void {
  const { clock } = deps;
  const calls = new WeakMap<FastifyRequest, Call>();
  const callOf = (request: FastifyRequest): Call => {
    const known = calls.get(request);
    if (known) return known;
    const call = {
      requestId: createRequestId(clock.now()),
      startedMs: performance.now(),
      operation: "",
      personId: 0,
      keyId: "",
    };
    calls.set(request, call);
    return call;
  };
  app.addHook("onRequest", async (request) => {
    callOf(request);
  });

  const methods = new Map<string, string>([[LIVE_PATH, "GET"]]);
  for (const bound of deps.operations) {
    const { method, path } = bound.operation;
    methods.set(path, method);
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const call = callOf(request);
        call.operation = path;
        const onCaller: OnCaller = (caller) => Object.assign(call, caller);
        const made = { requestId: call.requestId, now: clock.now(), onCaller };
        return sendData(reply, call, await runCall(deps, bound, { request, reply }, made), deps);
      },
    });
  }

  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.get(request.url.split("?")[0] ?? "");
    if (allowed) reply.header("allow", allowed);
    const refusal = allowed
      ? new Refusal("MethodNotAllowed", say("takes_method", { method: allowed }))
      : new Refusal("RouteNotFound", say("nothing_here"));
    return sendRefusal(reply, callOf(request), refusal, deps);
  });

  app.setErrorHandler((error, request, reply) => sendError(reply, callOf(request), error, deps));
}

function sendData(reply: FastifyReply, call: Call, data: unknown, deps: ApiDeps): FastifyReply {
  return send(reply, call, 200, "OK", successBody(call.requestId, data), deps);
}

function sendRefusal(reply: FastifyReply, call: Call, refusal: Refusal, deps: ApiDeps): FastifyReply {
  if (refusal.retryAfterSeconds !== null) reply.header("retry-after", refusal.retryAfterSeconds);
  if (refusal.code === "Unauthorized") reply.header("www-authenticate", "Bearer");
  const body = failureBody(call.requestId, refusal);
  return send(reply, call, statusOf(refusal.code), refusal.code, body, deps);
}

/** A defect is answered without its details; the log has them under the same request id. */
function sendError(reply: FastifyReply, call: Call, error: unknown, deps: ApiDeps): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal) return sendRefusal(reply, call, refusal, deps);
  const { requestId, operation } = call;
  deps.log.error({ event: "api.defect", requestId, operation, err: error }, "an API call failed");
  return sendRefusal(reply, call, new Refusal("InternalError", say("failed_inside", { id: requestId })), deps);
}

function send(
  reply: FastifyReply,
  call: Call,
  status: number,
  code: string,
  body: string,
  deps: ApiDeps,
): FastifyReply {
  const { startedMs, ...facts } = call;
  const bodyBytes = Buffer.byteLength(body);
  const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
  deps.log.info({ event: "api.call", ...facts, status, code, bodyBytes, durationMs }, "API call");
  deps.onAnswered(facts.operation, code, durationMs);
  return reply
    .code(status)
    .headers({ ...answerHeaders(call.requestId, bodyBytes), ...API_SECURITY_HEADERS })
    .send(body);
}
