import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type Saying, say } from "../../contract/saying.ts";
import type { Clock } from "../base/clock.ts";
import { messageOf, Refusal } from "../base/errors.ts";
import type { IdSource } from "../base/ids.ts";
import { createRequestId } from "../base/request-id.ts";
import type { ClientAddress } from "../http/client-address.ts";
import type { RateLimiter } from "../http/limits.ts";
import { type BodyAccount, type BodyBudget, HungUp, readPushBody } from "../http/push-body.ts";
import type { PushTarget } from "../integrations/flow-integration.ts";
import type { PushDirectory } from "../integrations/push-directory.ts";
import { Full } from "../journal/batcher.ts";
import type { Journal } from "../journal/journal.ts";
import type { RejectionLog } from "../ledger/rejection-log.ts";
import { findReader, findSource } from "../sources/registry.ts";
import type { PushRequest, Source } from "../sources/source.ts";
import { acceptedData, ownAnswerOf, ownRefusalOf, refusalOf } from "./accept-answer.ts";
import type { Judge } from "./judge.ts";
import type { Judgement } from "./judgement.ts";
import { findByBody } from "./key-in-body.ts";
import { keptHeaders, type PushAddress, provingHeaders, readAddress } from "./push-address.ts";
import { sendFailure, sendSuccess } from "./send-answer.ts";

/** What `accept` works with. `overload` says why the hub takes no pushes right now, if so. */
export type AcceptDeps = {
  clock: Clock;
  newId: IdSource;
  directory: PushDirectory;
  limiter: RateLimiter;
  /** Bounds what an address may send whose key is in the body, and not a valid one. */
  strangers: RateLimiter;
  clientAddress: ClientAddress;
  judge: Judge;
  journal: Journal;
  rejections: RejectionLog;
  bodies: BodyBudget;
  overload(): Saying | null;
  /** A push is durable: somebody should process it. */
  onAccepted(): void;
  onAnswered(event: AnsweredPush): void;
};

/** One answered push, for metrics and the log. The key is not in it. */
export type AnsweredPush = {
  requestId: string;
  source: string;
  integrationId: number;
  status: number;
  /** `OK` or the error's code. */
  code: string;
  because: string;
  events: number;
  bodyBytes: number;
  durationMs: number;
};

/** What is known of a push so far; filled on the way, so that a refusal can say what it was about. */
type Progress = {
  requestId: string;
  startedMs: number;
  receivedAtMs: number;
  address: PushAddress | null;
  target: PushTarget | null;
  /** What reads the push: the source it is addressed to, until its key says which it is. */
  source: Source | null;
  request: PushRequest | null;
  body: BodyAccount;
};

export type Accept = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Takes pushes: address, key, limits, body, reading, journal; and the answer only after COMMIT (P1). Nothing that comes later can
 * make a push fail (P3), and what is refused gets one of the answers of U2.
 */
export function createAccept(deps: AcceptDeps): Accept {
  return async (request, response) => {
    const receivedAtMs = deps.clock.now();
    const requestId = createRequestId(receivedAtMs);
    const startedMs = performance.now();
    const progress: Progress = {
      requestId,
      startedMs,
      receivedAtMs,
      address: null,
      target: null,
      source: null,
      request: null,
      body: deps.bodies.open(),
    };
    try {
      const reading = await accept(deps, request, progress);
      sendSuccess(response, requestId, acceptedData(reading), ownAnswerOf(reading));
      answered(deps, progress, response.statusCode, "OK", "", reading.outcome === "mapped" ? reading.events.length : 0);
    } catch (error) {
      if (error instanceof HungUp) return answered(deps, progress, 0, "HungUp", "the sender went away", 0);
      const refusal = asRefusal(error);
      request.resume();
      sendFailure(response, requestId, refusal, ownRefusalOf(progress.source, refusal));
      recordRejection(deps, progress, refusal, request.headers);
      const because = error instanceof Refusal ? refusal.message : `${refusal.message} (${messageOf(error)})`;
      answered(deps, progress, response.statusCode, refusal.code, because, 0);
    } finally {
      progress.body.close();
    }
  };
}

async function accept(deps: AcceptDeps, request: IncomingMessage, progress: Progress): Promise<Judgement> {
  const overload = deps.overload();
  if (overload) throw new Refusal("ServiceUnavailable", overload, 5);

  const address = readAddress(request);
  progress.address = address;
  progress.source = address.source;
  const { integrationKey: key } = address;
  const found =
    key === null
      ? await findByBody(deps, request, address, progress)
      : { target: deps.directory.peek(key) ?? (await deps.directory.find(key)), body: null };
  progress.target = found.target;
  const { open, source } = checkTarget(found.target, address.source, progress.receivedAtMs);
  progress.source = source;
  admit(deps, open, progress.receivedAtMs);

  const body = found.body ?? (await readPushBody(request, progress.body));
  const { method, query } = address;
  const headers = keptHeaders(request.headers, address.source, source);
  const push: PushRequest = { method, query, headers, body };
  progress.request = push;
  const proving: PushRequest = { method, query, headers: provingHeaders(headers, request.headers, source), body };
  const judged = deps.judge.judge(source, proving, open.settings, progress.receivedAtMs);
  const reading = judged instanceof Promise ? await judged : judged;
  if (reading.outcome === "rejected") throw refusalOf(reading);
  if (!open.isRouted && !holdsRecovery(reading)) {
    throw new Refusal("InvalidParameter", say("no_route_yet"));
  }

  await store(deps, open, push, progress.receivedAtMs);
  deps.onAccepted();
  return reading;
}

function store(deps: AcceptDeps, target: PushTarget, request: PushRequest, receivedAtMs: number): Promise<void> {
  const deliveryId = deps.newId(receivedAtMs);
  const { integrationId, lane, keyFingerprint } = target;
  // One literal: V8 gives each object that is spread here a shape of its own, and whoever reads it later looks its fields up slowly.
  const entry = { deliveryId, integrationId, receivedAtMs, isTest: false, replayOf: null, keyFingerprint, request };
  return deps.journal.append(entry, lane);
}

/** The six ways in which a key can be the wrong one, each with its own words (U2). */
function checkTarget(
  target: PushTarget | null,
  addressed: Source,
  nowMs: number,
): { open: PushTarget; source: Source } {
  if (!target) throw new Refusal("InvalidParameter", say("key_unknown"));
  if (target.status === "deleted") throw new Refusal("InvalidParameter", say("key_deleted"));
  if (target.status === "disabled") throw new Refusal("InvalidParameter", say("key_disabled"));
  if (target.keyValidUntilMs !== null && nowMs >= target.keyValidUntilMs)
    throw new Refusal("InvalidParameter", say("key_replaced"));
  const source = findReader(addressed, target.pluginType);
  if (source) return { open: target, source };
  throw new Refusal("InvalidParameter", say("key_of_other_source", { type: target.pluginType, source: addressed.id }));
}

function admit(deps: AcceptDeps, target: PushTarget, nowMs: number): void {
  const admission = deps.limiter.admit(target.integrationId, nowMs);
  if (admission.admitted) return;
  const seconds = admission.retryAfterSeconds;
  throw new Refusal("RequestTooFrequently", say("pushes_too_often", { seconds }), seconds);
}

function holdsRecovery(reading: Judgement): boolean {
  return (
    reading.outcome === "ignored" ||
    (reading.outcome === "mapped" && reading.events.some((event) => event.status === "Ok"))
  );
}

/** Whatever is not a refusal happened on the way to the disk: the sender should try again. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal("ServiceUnavailable", say(error instanceof Full ? "disk_queue_full" : "not_stored"), 2);
}

/** A push refused before its body was read is remembered without one: what it was and why still helps whoever looks for it. */
function recordRejection(deps: AcceptDeps, progress: Progress, refusal: Refusal, headers: IncomingHttpHeaders): void {
  const { target, address, request, receivedAtMs, requestId } = progress;
  if (!target || target.status === "deleted" || !address || refusal.code === "ServiceUnavailable") return;
  const { integrationId } = target;
  deps.rejections.count(integrationId, receivedAtMs);
  if (refusal.code === "RequestTooFrequently") return;
  const about = { deliveryId: deps.newId(receivedAtMs), integrationId, receivedAt: receivedAtMs, requestId };
  const { code, message, said } = refusal;
  const { method, query, source } = address;
  const kept = keptHeaders(headers, source, findSource(target.pluginType) ?? source);
  deps.rejections.record({ ...about, code, message, said, method, query, headers: kept }, request?.body ?? null);
}

function answered(
  deps: AcceptDeps,
  progress: Progress,
  status: number,
  code: string,
  because: string,
  events: number,
): void {
  deps.onAnswered({
    requestId: progress.requestId,
    source: progress.address?.source.id ?? "",
    integrationId: progress.target?.integrationId ?? 0,
    status,
    code,
    because,
    events,
    bodyBytes: progress.request?.body.length ?? 0,
    durationMs: performance.now() - progress.startedMs,
  });
}
