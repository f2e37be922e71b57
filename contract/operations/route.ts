import { z } from "zod";
import { nothing } from "../fields.ts";
import { filterCondition } from "../filter.ts";
import { entityId, entityIdOrNone, objectId, storedObjectId } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { page, pageResult } from "../paging.ts";
import { seconds } from "../times.ts";

/** A case of a route: conditions that must all hold, and where the event then goes. Echoed as sent. */
const routeCase = z
  .looseObject({
    if: z.array(filterCondition).max(50).describe("All must hold; an empty list lets every event pass"),
    channel_ids: z
      .array(entityId)
      .max(INPUT_LIMITS.routedChannelsMax)
      .nullish()
      .describe("Needed unless `routing_mode` is `name_mapping`"),
    fallthrough: z.boolean().optional().describe("Whether later cases are looked at too; false when left out"),
    routing_mode: z.enum(["standard", "name_mapping"]).optional(),
    name_mapping_label: z
      .string()
      .max(INPUT_LIMITS.ruleWordLengthMax)
      .optional()
      .describe("The label that holds the channel's name"),
  })
  .meta({ id: "RouteCase" });

const cases = z.array(routeCase).max(10_000);

const sections = z
  .array(
    z
      .looseObject({
        name: z.string().min(1).max(INPUT_LIMITS.ruleWordLengthMax).describe("Unique"),
        position: z.int().min(0).max(10_000).describe("The case before which it stands, from 0"),
      })
      .meta({ id: "RouteSection" }),
  )
  .max(1000);

const routeDefault = z
  .looseObject({ channel_ids: z.array(entityId).max(INPUT_LIMITS.routedChannelsMax).nullish() })
  .meta({ id: "RouteDefault" })
  .nullable();

/** Where the events of a shared integration go (R4, R5). */
export const routeItem = z
  .object({
    integration_id: entityId,
    cases,
    sections,
    default: routeDefault,
    status: z.enum(["enabled", "deleted"]),
    version: z.int().min(1),
    updated_by: entityIdOrNone,
    creator_id: entityIdOrNone,
    deleted_at: seconds,
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: "RouteItem" });

/** What people save of a route. */
export type SavedRoute = Pick<z.output<typeof routeItem>, "cases" | "sections" | "default">;

/** Reads the route of one integration. */
export const routeInfo = operation({
  method: "POST",
  path: "/route/info",
  summary: "Read the route of a shared integration; null when it has none",
  tag: "Routes",
  permission: "Integrations/Read",
  input: z.object({ integration_id: entityId }),
  output: routeItem.nullable(),
});

/** Reads the routes of several integrations. */
export const routeList = operation({
  method: "POST",
  path: "/route/list",
  summary: "Read the routes of several integrations, at most 4 MiB in all; those without one are left out",
  tag: "Routes",
  permission: "Integrations/Read",
  input: z.object({ integration_ids: z.array(entityId).max(100) }),
  output: z.object({ items: z.array(routeItem) }),
});

/** Replaces the whole route of one integration. */
export const routeUpsert = operation({
  method: "POST",
  path: "/route/upsert",
  summary: "Replace the whole route of a shared integration; each save is a new version",
  tag: "Routes",
  permission: "Integrations/Manage",
  input: z.object({
    integration_id: entityId,
    cases: cases.optional(),
    sections: sections.optional(),
    default: routeDefault.optional(),
    version: z
      .int()
      .min(0)
      .optional()
      .describe("The version that was read, refused with 409 when it is not the latest; 0 or left out skips that"),
  }),
  output: nothing,
});

/** One kept version of a route, as it was saved. */
const routeVersion = z
  .object({
    cases,
    sections,
    default: routeDefault,
    version: z.int().min(1),
    updated_by: entityIdOrNone,
    updated_at: seconds,
    is_cut: z
      .boolean()
      .describe("Whether the page was full of 4 MiB before it: then what it holds is left out, and `limit` 1 reads it"),
  })
  .meta({ id: "RouteVersion" });

/** Pages through all versions of a route. */
export const routeHistoryList = operation({
  method: "POST",
  path: "/route/history/list",
  summary: "All versions of a route, the newest first unless `asc`",
  tag: "Routes",
  permission: "Integrations/Read",
  input: z.object({
    integration_id: entityId,
    ...page,
    asc: z.boolean().optional(),
    orderby: z.enum(["updated_at"]).optional(),
  }),
  output: pageResult(routeVersion),
});

/** What a draft of a route would do with an alert, beside what the stored route does. */
const routePreviewItem = z
  .object({
    alert_id: storedObjectId,
    alert_title: z.string(),
    start_time: seconds,
    matched_cases: z
      .array(z.string())
      .describe("`case_<n>`, the first being `case_1`; `default` when no channel came of them"),
    added_channel_ids: z.array(entityId).describe("Reached by the draft only"),
    removed_channel_ids: z.array(entityId).describe("Reached by the stored route only"),
    unchanged_channel_ids: z.array(entityId).describe("Reached by both"),
  })
  .meta({ id: "RoutePreviewItem" });

/** Tries a draft of a route on real alerts; nothing is stored. */
export const routePreview = operation({
  method: "POST",
  path: "/route/preview",
  summary: "Try a route on real alerts and compare it with the stored one; nothing is stored",
  tag: "Routes",
  permission: "Integrations/Read",
  input: z.object({
    alert_ids: z.array(objectId).max(20),
    route: z.object({ cases: cases.nullish(), default: routeDefault.optional() }),
  }),
  output: z.object({ items: z.array(routePreviewItem) }),
});
