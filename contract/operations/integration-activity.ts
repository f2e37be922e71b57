import { z } from "zod";
import { entityId } from "../ids.ts";
import { operation } from "../operation.ts";
import { seconds } from "../times.ts";

const several = z.array(entityId).min(1).max(100);

/** Counts what integrations sent, hour by hour. */
export const integrationActivity = operation({
  method: "POST",
  path: "/integration/activity",
  summary: "What integrations sent in each of the last hours, replays left out; unknown ids are left out",
  tag: "Integrations",
  permission: "Integrations/Read",
  input: z.object({
    integration_ids: several,
    hours: z.int().min(1).max(168).optional().describe("The hour that runs counts as one. Default: 24"),
  }),
  output: z.object({
    start_time: seconds.describe("When the first of the hours began"),
    items: z.array(
      z.object({
        integration_id: entityId,
        events: z.array(z.int()).describe("Events in each hour, the oldest first; the last is still running"),
        event_cnt: z.int(),
        unrouted_cnt: z.int().describe("Events that no case and no default took"),
        refused_cnt: z.int().describe("Pushes that were refused, best effort"),
      }),
    ),
  }),
});

/** Says which channels integrations reach. */
export const integrationTargetList = operation({
  method: "POST",
  path: "/integration/target/list",
  summary: "Where the events of integrations can go, and whether anything takes them; unknown ids are left out",
  tag: "Integrations",
  permission: "Integrations/Read",
  input: z.object({ integration_ids: several }),
  output: z.object({
    items: z.array(
      z.object({
        integration_id: entityId,
        state: z
          .enum(["routed", "no_route", "no_enabled_channel"])
          .describe(
            "`no_route`: neither case nor default names a channel. `no_enabled_channel`: those named are disabled or gone",
          ),
        is_name_mapped: z.boolean().describe("A case finds channels by the value of a label"),
        channel_ids: z.array(entityId).describe("The first 20, those of the default before those of cases"),
        channel_cnt: z.int(),
      }),
    ),
  }),
});
