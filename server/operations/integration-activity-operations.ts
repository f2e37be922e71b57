import type { z } from "zod";
import { integrationActivity, integrationTargetList } from "../../contract/operations/integration-activity.ts";
import { listExisting, listTargets, type TargetRow } from "../integrations/target-store.ts";
import { hourOf } from "../ledger/activity.ts";
import { type HourOfActivity, listActivity } from "../ledger/activity-store.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

const HOURS = 24;
const HOUR_SECONDS = 3_600;
/** More names than a row of a list shows. */
const CHANNELS_SHOWN = 20;

/** `/integration/activity` and `/integration/target/list`: what a list of integrations shows beside each. */
export function createIntegrationActivityOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(integrationActivity, async (input, { now, hiddenChannelIds }) => {
      const hours = input.hours ?? HOURS;
      const fromHour = hourOf(now) - hours + 1;
      const ids = await listExisting(database, input.integration_ids, hiddenChannelIds);
      const rows = await listActivity(database, ids, fromHour);
      const items = ids.map((id) => {
        const own = rows.filter(({ integrationId }) => integrationId === id);
        return { integration_id: id, ...curve(own, fromHour, hours) };
      });
      return { start_time: fromHour * HOUR_SECONDS, items };
    }),
    bind(integrationTargetList, async (input, { hiddenChannelIds }) => ({
      items: (await listTargets(database, input.integration_ids, hiddenChannelIds)).map(toTarget),
    })),
  ];
}

function curve(rows: readonly HourOfActivity[], fromHour: number, hours: number) {
  const events = Array.from({ length: hours }, () => 0);
  for (const row of rows) if (row.hour < fromHour + hours) events[row.hour - fromHour] = row.events;
  const sum = (count: (row: HourOfActivity) => number) => rows.reduce((total, row) => total + count(row), 0);
  return {
    events,
    event_cnt: sum((row) => row.events),
    unrouted_cnt: sum((row) => row.unrouted),
    refused_cnt: sum((row) => row.refused),
  };
}

type Target = z.input<typeof integrationTargetList.output>["items"][number];

function toTarget(row: TargetRow): Target {
  return {
    integration_id: row.integrationId,
    state: stateOf(row),
    is_name_mapped: row.isNameMapped,
    channel_ids: row.channelIds.slice(0, CHANNELS_SHOWN),
    channel_cnt: row.channelIds.length,
  };
}

/** Which channels a label's value names is only known with the event, so a name mapping counts as a route. */
function stateOf({ isNameMapped, channelIds, enabledCount }: TargetRow): Target["state"] {
  if (isNameMapped || enabledCount > 0) return "routed";
  return channelIds.length === 0 ? "no_route" : "no_enabled_channel";
}
