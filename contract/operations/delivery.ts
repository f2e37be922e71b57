import { z } from "zod";
import { filterList, query } from "../fields.ts";
import { entityId, entityIdOrNone, objectId, storedObjectId } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { cursor } from "../paging.ts";
import { said } from "../saying.ts";
import { EVENT_STATUSES } from "../severity.ts";
import { milliseconds, seconds } from "../times.ts";
import { ADJUSTMENTS, DELIVERY_OUTCOMES, VERDICTS } from "../verdicts.ts";
import { image } from "./alert.ts";

const verdictCounts = z.partialRecord(z.enum(VERDICTS), z.int());

/** What is wrong with a field of a body. */
export const bodyIssue = z.object({ at: z.string(), expected: z.string(), got: z.string() });

/** One push as the ledger shows it, without its body. Times are milliseconds. */
const deliveryFields = {
  delivery_id: storedObjectId,
  integration_id: entityId,
  outcome: z.enum(DELIVERY_OUTCOMES),
  because: z.string().describe("Why it was ignored, rejected or failed; empty otherwise"),
  said,
  code: z.string().describe("The error code it was rejected with; empty otherwise"),
  request_id: z.string().describe("Of a rejected push; empty otherwise"),
  received_at: milliseconds,
  processed_at: milliseconds.describe("0 = not yet"),
  event_cnt: z.int(),
  verdict_counts: verdictCounts,
  key: z
    .enum(["current", "previous", ""])
    .describe("Which push key it came with, seen from today's; empty for pending, rejected, replayed and test pushes"),
  key_fingerprint: z.string().describe("Tells keys apart without giving them away; empty when `key` is"),
  replay_of: z.string().describe("The delivery it repeats; empty otherwise"),
  is_test: z.boolean().describe("Sent with Send test event; false while pending"),
  length_bytes: z.int().describe("Bytes of the request as it is kept, headers included; of a rejected push its body's"),
} as const;

/** One push of the ledger. */
export const deliveryItem = z.object(deliveryFields).meta({ id: "Delivery" });

const eventPlace = z.int().describe("Position of the event in the body, counted with those that were rejected");

const eventChange = z.object({
  change: z.enum(ADJUSTMENTS),
  field: z.string().describe("Of several labels the first"),
  count: z.int().describe("Characters that came, or how many labels, images or mapped fields"),
});

/** What became of each event of a push, in each channel it reached. */
export const deliveryVerdicts = z.object({
  counts: verdictCounts,
  events: z.array(
    z.object({
      event: eventPlace,
      verdict: z.enum(VERDICTS),
      channel_id: entityIdOrNone,
      alert_id: z.string().optional(),
      incident_id: z.string().optional(),
      because: z.string().optional(),
      said: said.optional(),
      changes: z
        .array(eventChange)
        .optional()
        .describe("What reading the event changed: text that was cut, labels that were dropped, a mapping"),
    }),
  ),
  rejects: z.array(z.object({ index: z.int(), issues: z.array(bodyIssue), said })),
  is_truncated: z.boolean(),
});

/** An event as a source reads it out of a body. */
export const readEvent = z.object({
  event: eventPlace,
  event_status: z.enum(EVENT_STATUSES),
  alert_key: z.string(),
  title: z.string().describe("Rendered, when it is a rule"),
  description: z.string(),
  labels: z.record(z.string(), z.string()),
  images: z.array(image),
  source_time: z.int().describe("Milliseconds by the source's clock; 0 = it gave none"),
});

/** One push with everything that is known about it. */
export const deliveryDetail = z
  .object({
    ...deliveryFields,
    verdicts: deliveryVerdicts,
    request: z
      .object({
        method: z.string(),
        query: z.record(z.string(), z.string()),
        headers: z.record(z.string(), z.string()).describe("Credentials are masked"),
        body: z.string(),
        encoding: z.enum(["utf-8", "base64"]).describe("How `body` stands for the bytes that came"),
        body_bytes: z.int().describe("Length of the body that came, after inflating"),
        is_truncated: z.boolean().describe("Rejected bodies are cut at 64 KiB"),
        is_unread: z.boolean().describe("It was refused before its body was read whole: nothing of that is kept"),
      })
      .nullable()
      .describe("Null once the raw push is past its retention"),
    events: z.array(readEvent).describe("What the source read, before the integration's stages; at most the first 200"),
  })
  .meta({ id: "DeliveryDetail" });

/** Pages through an integration's ledger, newest first. */
export const deliveryList = operation({
  method: "POST",
  path: "/delivery/list",
  summary: "The ledger of an integration, newest first: pending, processed and rejected pushes",
  tag: "Deliveries",
  permission: "Integrations/Read",
  input: z.object({
    integration_id: entityId,
    start_time: seconds.optional(),
    end_time: seconds.optional(),
    outcome: filterList(z.enum(DELIVERY_OUTCOMES)),
    query: query.describe("A delivery id, or text found in verdicts and reasons"),
    limit: z.int().max(100).optional(),
    search_after_ctx: cursor,
  }),
  output: z.object({
    items: z.array(deliveryItem).describe("Processed, ignored, failed and rejected pushes"),
    has_next_page: z.boolean(),
    search_after_ctx: z.string(),
    pending: z
      .object({
        count: z.int().describe("Accepted, but not yet processed"),
        is_exact: z.boolean().describe("False when more wait than were counted"),
        oldest: milliseconds.describe("When the one waiting longest arrived; 0 = none waits"),
        items: z.array(deliveryItem).describe("The newest 100"),
      })
      .describe("On every page; not narrowed by the filters"),
  }),
});

/** Reads one push of the ledger. */
export const deliveryInfo = operation({
  method: "POST",
  path: "/delivery/info",
  summary: "One push: request with credentials masked, raw body, decoded events, a verdict per event and channel",
  tag: "Deliveries",
  permission: "Integrations/Read",
  input: z.object({ delivery_id: objectId }),
  output: deliveryDetail,
});

/** Processes pushes of the ledger again, under today's rules. */
export const deliveryReplay = operation({
  method: "POST",
  path: "/delivery/replay",
  summary: "Process pushes again under today's rules; it may open incidents. Each becomes a new delivery",
  tag: "Deliveries",
  permission: "Integrations/Manage",
  input: z.object({ delivery_ids: z.array(objectId).min(1).max(INPUT_LIMITS.replayedMax) }),
  output: z.object({
    items: z.array(
      z.object({
        delivery_id: storedObjectId,
        replay_id: z.string().describe("The new delivery; empty when it could not be replayed"),
        because: z.string().describe("Why it could not be; empty otherwise"),
        said,
      }),
    ),
  }),
});
