import type { FastifyReply, FastifyRequest } from "fastify";
import type { Operation } from "../../contract/operation.ts";
import { say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import type { BoundOperation, OpenContext } from "../operations/bound-operation.ts";
import { getAccount } from "../people/account-store.ts";
import { decideAccess } from "../people/permission-decision.ts";
import type { Person } from "../people/person-store.ts";
import { findHiddenChannels } from "../people/visibility-store.ts";
import type { Queryable } from "../storage/database.ts";
import { authenticate, readCredential, refuseCrossSite } from "./auth.ts";
import type { ClientAddress } from "./client-address.ts";
import type { RateLimiter } from "./limits.ts";
import { readJsonBody } from "./request-body.ts";
import { dropSessionCookie, keepSessionCookie } from "./session-cookie.ts";

/** The longest that browsers send have about 300 characters. */
const USER_AGENT_LENGTH_MAX = 400;

/** What a call is answered with, before it becomes an envelope. */
export type CallDeps = { database: Queryable; limiter: RateLimiter; clientAddress: ClientAddress };

/** What is told of a caller as soon as it is known. */
export type OnCaller = (caller: { personId: number; keyId: string }) => void;

/** Finds out who calls, whether they may and how often, reads the body and runs the operation. */
export async function runCall(
  { database, limiter, clientAddress }: CallDeps,
  bound: BoundOperation,
  http: { request: FastifyRequest; reply: FastifyReply },
  call: { requestId: string; now: number; onCaller: OnCaller },
): Promise<unknown> {
  const { request, reply } = http;
  const { requestId, now } = call;
  const address = clientAddress(request.raw);
  const openContext = async (): Promise<OpenContext> => ({
    ...{ account: await getAccount(database), now, requestId, address },
    userAgent: (request.headers["user-agent"] ?? "").slice(0, USER_AGENT_LENGTH_MAX),
    cookie: {
      keep: (secret, options) => reply.header("set-cookie", keepSessionCookie(secret, options)),
      drop: () => reply.header("set-cookie", dropSessionCookie()),
    },
  });
  if (bound.access === "anyone") {
    refuseCrossSite(request.headers);
    admit(limiter, `address ${address}`, now);
    return bound.run(readBody(request), await openContext());
  }
  const caller = await authenticate(database, readCredential(request.url, request.headers), now);
  const { person, keyId, sessionSecret } = caller;
  call.onCaller({ personId: person.personId, keyId });
  admit(limiter, keyId || `person ${person.personId}`, now);
  refuseUnpermitted(bound.operation, person);
  const hiddenChannelIds = await findHiddenChannels(database, person);
  return bound.run(readBody(request), { ...(await openContext()), person, sessionSecret, hiddenChannelIds });
}

/** Refuses a caller who calls too often. */
export function admit(limiter: RateLimiter, key: string, now: number): void {
  const admission = limiter.admit(key, now);
  if (admission.admitted) return;
  throw new Refusal("RequestTooFrequently", say("calls_too_often"), admission.retryAfterSeconds);
}

function refuseUnpermitted({ permission }: Operation, person: Person): void {
  const access = decideAccess(permission, person);
  if (access.outcome === "allowed") return;
  throw new Refusal("AccessDenied", say("needs_permission", { permission: access.missing }));
}

function readBody(request: FastifyRequest): unknown {
  return readJsonBody(request.headers["content-type"], request.headers["content-encoding"], request.body);
}
