import { isUtf8 } from "node:buffer";
import type { z } from "zod";
import type { deliveryDetail } from "../../contract/operations/delivery.ts";
import { inEnglish, say } from "../../contract/saying.ts";
import { stageEvents } from "../flow/process.ts";
import { NO_ANSWERS } from "../flow/stage.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import type { RejectedRequest } from "../ledger/delivery-store.ts";
import type { Verdicts } from "../ledger/ledger.ts";
import { listEventPlaces } from "../sources/event-places.ts";
import { readPush } from "../sources/read.ts";
import { findSource } from "../sources/registry.ts";
import type { PushRequest, SourceReading } from "../sources/source.ts";

type Detail = z.input<typeof deliveryDetail>;

const EVENTS_SHOWN = 200;
const MASK = "***";
const HIDDEN = say("in_hidden_channel");
const REDACTED = { channel_id: 0, because: inEnglish([HIDDEN]), said: [HIDDEN] };
/** Headers and parameters that carry a secret, whatever the sender calls it. */
const CREDENTIAL = /auth|cookie|token|secret|passw|signature|credential|api-?key|(^|[-_])key$|(^|[-_])sign$/i;

/** A push's request with credentials masked, and its body as text where it is text. */
export function toRequest(request: PushRequest | RejectedRequest): NonNullable<Detail["request"]> {
  const { method, query, headers, body } = request;
  const kept = body ?? Buffer.alloc(0);
  const bodyBytes = "bodyBytes" in request ? request.bodyBytes : kept.length;
  const encoding = isUtf8(kept) ? "utf-8" : "base64";
  return {
    method,
    query: masked(query),
    headers: masked(headers),
    body: kept.toString(encoding),
    encoding,
    body_bytes: bodyBytes,
    is_truncated: kept.length < bodyBytes,
    is_unread: body === null,
  };
}

function masked(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, CREDENTIAL.test(name) ? MASK : value]),
  );
}

/** What the integration's source reads out of a push with today's settings. */
export function readEvents(
  integration: FlowIntegration | undefined,
  request: PushRequest,
  receivedAt: number,
): Detail["events"] {
  const source = integration && findSource(integration.pluginType);
  if (!source) return [];
  const reading = readPush(source, request, integration.settings, receivedAt);
  if (reading.outcome !== "mapped") return [];
  return toEvents(reading, integration, receivedAt);
}

/** Events as their source read them and their integration's stages made them; at most the first 200. */
export function toEvents(
  { events, rejects }: Extract<SourceReading, { outcome: "mapped" }>,
  integration: FlowIntegration,
  receivedAtMs: number,
): Detail["events"] {
  const places = listEventPlaces(events.length, rejects);
  const staged = stageEvents(events.slice(0, EVENTS_SHOWN), { integration, answers: NO_ANSWERS, receivedAtMs });
  return staged.map((event, at) => ({
    event: places[at] ?? at,
    event_status: event.status,
    alert_key: event.key,
    title: event.title,
    description: event.description,
    labels: event.labels,
    images: [...event.images],
    source_time: event.sourceTimeMs ?? 0,
  }));
}

/**
 * Verdicts as the wire has them; none yet, or none ever, for a push that was not processed. Of what went to a hidden channel only
 * the verdict stays: neither where it went nor why.
 */
export function toVerdicts(verdicts: Verdicts | null, hiddenChannelIds: readonly number[]): Detail["verdicts"] {
  if (!verdicts) return { counts: {}, events: [], rejects: [], is_truncated: false };
  const events = verdicts.events.map((one) =>
    hiddenChannelIds.includes(one.channel_id) ? { event: one.event, verdict: one.verdict, ...REDACTED } : one,
  );
  return { counts: verdicts.counts, events, rejects: verdicts.rejects, is_truncated: verdicts.is_truncated };
}
