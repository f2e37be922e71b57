import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { LIVE_PATH } from "../../contract/live-stream.ts";
import { say } from "../../contract/saying.ts";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { createRequestId } from "../base/request-id.ts";
import type { Scope } from "../live/change.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { parsePosition } from "../live/position-text.ts";
import { holds } from "../people/permission-decision.ts";
import type { Person } from "../people/person-store.ts";
import { findHiddenChannels } from "../people/visibility-store.ts";
import type { Queryable } from "../storage/database.ts";
import { authenticate, type Credential, readCredential } from "./auth.ts";
import { admit } from "./call.ts";
import { openEventStream } from "./event-stream.ts";
import type { RateLimiter } from "./limits.ts";
import { API_SECURITY_HEADERS } from "./security-headers.ts";

/** What live streams are made from. */
export type LiveStreamDeps = {
  database: Queryable;
  clock: Clock;
  limiter: RateLimiter;
  feed: LiveFeed;
  log: { info(event: object, message: string): void };
  /** For metrics: how many streams there are now. */
  onStreams(count: number): void;
};

/** The streams that are open on this node. */
export type LiveStreams = {
  /** Mounts `GET /live`. */
  mount(app: FastifyInstance): void;
  /** Ends every stream and takes no more: readers come back to another node, or to this one's successor. */
  close(): void;
};

/** A browser has one; this many leave room for several machines and programs. */
const STREAMS_PER_PERSON_MAX = 20;
const STREAMS_MAX = 1_000;
const RETRY_AFTER_SECONDS = 5;

type OpenStreams = Map<ServerResponse, { personId: number; end(): void }>;

/** Creates the streams: who may have one, how many, what they hear of. */
export function createLiveStreams(deps: LiveStreamDeps): LiveStreams {
  const open: OpenStreams = new Map();
  let isClosed = false;

  /** From here on nothing waits, so that two requests cannot both take the last place. */
  const start = (request: IncomingMessage, response: ServerResponse, credential: Credential | null, person: Person) => {
    const { personId } = person;
    const requestId = createRequestId(deps.clock.now());
    const startedMs = performance.now();
    response.writeHead(200, streamHeaders(requestId));
    const stream = openEventStream(response);
    const header = request.headers["last-event-id"];
    const leave = deps.feed.listen({
      ...stream,
      since: parsePosition(Array.isArray(header) ? header[0] : header),
      findScope: () => findScope(deps, credential),
    });
    open.set(response, { personId, end: stream.end });
    deps.onStreams(open.size);
    deps.log.info({ event: "live.opened", requestId, personId }, "a live stream was opened");
    response.once("close", () => {
      leave();
      open.delete(response);
      deps.onStreams(open.size);
      const durationMs = Math.round(performance.now() - startedMs);
      deps.log.info({ event: "live.ended", requestId, personId, durationMs }, "a live stream ended");
    });
  };

  return {
    mount: (app) => {
      app.get(LIVE_PATH, { exposeHeadRoute: false }, async (request, reply) => {
        const now = deps.clock.now();
        const credential = readCredential(request.url, request.headers);
        const { person, keyId } = await authenticate(deps.database, credential, now);
        admit(deps.limiter, keyId || `person ${person.personId}`, now);
        if (isClosed) throw new Refusal("ServiceUnavailable", say("hub_stopping"), RETRY_AFTER_SECONDS);
        refuseTooMany(open, person.personId);
        reply.hijack();
        // Whoever left while they were recognised does not close again: their stream would stay for good.
        if (!reply.raw.destroyed) start(request.raw, reply.raw, credential, person);
      });
    },
    close: () => {
      isClosed = true;
      for (const { end } of open.values()) end();
    },
  };
}

function refuseTooMany(open: OpenStreams, personId: number): void {
  if (open.size >= STREAMS_MAX) {
    throw new Refusal("ServiceUnavailable", say("node_streams_full", { max: STREAMS_MAX }), RETRY_AFTER_SECONDS);
  }
  const own = [...open.values()].filter((stream) => stream.personId === personId).length;
  if (own < STREAMS_PER_PERSON_MAX) return;
  const full = say("own_streams_full", { max: STREAMS_PER_PERSON_MAX });
  throw new Refusal("RequestTooFrequently", full, RETRY_AFTER_SECONDS);
}

/** Asked again while a stream goes on, of the database each time: a page that is open counts as use of its session. */
async function findScope({ database, clock }: LiveStreamDeps, credential: Credential | null): Promise<Scope | null> {
  const caller = await authenticate(database, credential, clock.now()).catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
  if (!caller) return null;
  const { person } = caller;
  return {
    hiddenChannelIds: new Set(await findHiddenChannels(database, person)),
    mayReadIntegrations: holds(person, "Integrations/Read"),
    mayReadIncidents: holds(person, "Incidents/Read"),
    mayReadChannels: holds(person, "Channels/Read"),
  };
}

/** Proxies hold back what they could compress or cache, unless told. */
function streamHeaders(requestId: string): Record<string, string> {
  return {
    ...API_SECURITY_HEADERS,
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
    "x-request-id": requestId,
    "flashcat-request-id": requestId,
  };
}
