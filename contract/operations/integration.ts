import { z } from "zod";
import { description, filterList, mayEdit, name, nothing, query } from "../fields.ts";
import { entityId, entityIdOrNone, storedObjectId } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { page, pageResult } from "../paging.ts";
import { seconds } from "../times.ts";
import { deliveryItem, deliveryVerdicts } from "./delivery.ts";

/** Settings of a source. The source of the integration says which there are. */
const settings = z.record(z.string().max(200), z.unknown());

/** An alert integration as answers carry it. `settings` is echoed as sent (W6). */
export const integrationItem = z
  .object({
    integration_id: entityId,
    data_source_id: entityId,
    plugin_type: z.string(),
    plugin_type_name: z.string(),
    category: z.literal("event.alert"),
    name: z.string(),
    description: z.string(),
    team_id: entityIdOrNone,
    channel_id: entityIdOrNone.describe("The channel of a private integration; 0 when shared"),
    scope: z.enum(["private", "shared"]),
    status: z.enum(["enabled", "disabled", "deleted"]),
    integration_key: z.string().describe("Stars for who may not manage integrations, also in push_url"),
    push_url: z.string(),
    previous_key_until: seconds.describe(
      "Until when the key before this one works, or worked; 0 = it was never rotated",
    ),
    settings,
    last_time: seconds.describe("When the latest push arrived; 0 = none yet"),
    creator_id: entityIdOrNone,
    may_edit: mayEdit,
    updated_by: entityIdOrNone,
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: "Integration" });

const one = z.object({ integration_id: entityId });

/** Makes an integration: private with `channel_id`, shared without. */
export const integrationCreate = operation({
  method: "POST",
  path: "/integration/create",
  summary: "Make an integration: private with `channel_id`, shared with `default_channel_ids`",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: z.object({
    plugin_type: z.string().min(1).max(100).describe("The id of a source"),
    name: name(INPUT_LIMITS.placeNameLengthMax).optional().describe("The title of the source when left out"),
    description: description.optional(),
    team_id: entityIdOrNone.optional(),
    channel_id: entityIdOrNone.optional(),
    default_channel_ids: z.array(entityId).max(INPUT_LIMITS.routedChannelsMax).optional(),
    settings: settings.optional(),
  }),
  output: integrationItem,
});

/** Reads one integration. */
export const integrationInfo = operation({
  method: "POST",
  path: "/integration/info",
  summary: "Read an integration",
  tag: "Integrations",
  permission: "Integrations/Read",
  input: one,
  output: integrationItem,
});

/** Pages through integrations, deleted ones only when asked for. */
export const integrationList = operation({
  method: "POST",
  path: "/integration/list",
  summary: "List integrations; deleted ones only with `status`",
  tag: "Integrations",
  permission: "Integrations/Read",
  input: z.object({
    ...page,
    query,
    plugin_types: filterList(z.string().max(100)),
    channel_id: entityIdOrNone.optional().describe("Private ones of this channel"),
    scope: z.enum(["private", "shared"]).optional(),
    status: z.enum(["enabled", "disabled", "deleted"]).optional(),
    team_ids: filterList(entityIdOrNone),
    orderby: z.enum(["created_at", "updated_at", "last_time", "name"]).optional(),
    asc: z.boolean().optional(),
  }),
  output: pageResult(integrationItem),
});

/** Changes what is given and keeps the rest. */
export const integrationUpdate = operation({
  method: "POST",
  path: "/integration/update",
  summary: "Change an integration; what is left out stays",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: z.object({
    integration_id: entityId,
    name: name(INPUT_LIMITS.placeNameLengthMax).optional(),
    description: description.optional(),
    team_id: entityIdOrNone.optional(),
    settings: settings.optional().describe("Replaces all settings"),
  }),
  output: nothing,
});

/** Takes pushes again. */
export const integrationEnable = operation({
  method: "POST",
  path: "/integration/enable",
  summary: "Take pushes again",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: one,
  output: nothing,
});

/** Refuses pushes until enabled. */
export const integrationDisable = operation({
  method: "POST",
  path: "/integration/disable",
  summary: "Refuse pushes until enabled",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: one,
  output: nothing,
});

/** Removes an integration from use; its alerts stay. */
export const integrationDelete = operation({
  method: "POST",
  path: "/integration/delete",
  summary: "Remove an integration from use; its alerts stay",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: one,
  output: nothing,
});

/** Gives an integration a new push key. */
export const integrationKeyRotate = operation({
  method: "POST",
  path: "/integration/key/rotate",
  summary: "Make a new push key; the one before it works on for `grace_seconds`, all older ones end now",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: one.extend({
    grace_seconds: z.int().min(0).max(86_400).optional().describe("0, the default, ends the old key at once"),
  }),
  output: z.object({ integration_key: z.string(), push_url: z.string() }),
});

/** Sends the source's own test event through the whole path. */
export const integrationTest = operation({
  method: "POST",
  path: "/integration/test",
  summary: "Send the source's test event: it opens an Info alert, or recovers the one that the last test opened",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: one,
  output: z.object({
    delivery_id: storedObjectId,
    event_status: z.enum(["Info", "Ok"]).describe("Ok when it recovers what the test before it opened"),
    outcome: deliveryItem.shape.outcome.describe("`pending` when processing takes longer than this call waits"),
    verdicts: deliveryVerdicts,
  }),
});
