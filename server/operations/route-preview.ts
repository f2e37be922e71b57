import type { z } from "zod";
import type { routePreview } from "../../contract/operations/route.ts";
import type { AlertRow } from "../alerts/alert-list-store.ts";
import { listAlertsByIds } from "../alerts/alert-search-store.ts";
import { listChannelNames } from "../channels/channel-store.ts";
import { sendEvent } from "../flow/route-event.ts";
import type { FlowEvent } from "../flow/stage.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import type { CompiledRoute } from "../routing/compiled-route.ts";
import { listEnabledChannels, ROUTES } from "../routing/flow-route-store.ts";
import type { EnabledChannels, RouteDecision } from "../routing/route.ts";
import type { Queryable } from "../storage/database.ts";

type Item = z.input<typeof routePreview.output>["items"][number];

/**
 * What a draft would do with these alerts beside what is stored; unknown alerts are left out, the order is the caller's. A hidden
 * channel is one that does not exist, but for the ids that the stored routes name already: those are left out at the end.
 */
export async function previewRoute(
  db: Queryable,
  alertIds: readonly string[],
  draft: CompiledRoute,
  hiddenChannelIds: readonly number[],
): Promise<Item[]> {
  const found = await listAlertsByIds(db, alertIds, hiddenChannelIds);
  const rows = new Map(found.map((row) => [row.alert_id, row] as const));
  const alerts = [...new Set(alertIds)].flatMap((id) => rows.get(id) ?? []);
  const ids = new Set(alerts.map(({ integration_id }) => integration_id));
  const integrations = new Map((await listFlowIntegrations(db, [...ids])).map((one) => [one.integrationId, one]));
  const routes = await listStoredRoutes(db, [...ids]);
  const enabled = await listEnabledChannels(db);
  const forDraft = without(enabled, hiddenChannelIds, [...routes.values()]);
  const decided = alerts.map((alert) => {
    const integrationId = alert.integration_id;
    const event = toFiringEvent(alert);
    const stored = { integrationId, channelId: integrations.get(integrationId)?.channelId ?? null };
    const now = sendEvent(event, stored, routes.get(integrationId) ?? null, enabled);
    return { alert, draft: sendEvent(event, { integrationId, channelId: null }, draft, forDraft), now };
  });
  const reached = decided.flatMap((one) => [...one.draft.channelIds, ...one.now.channelIds]);
  const shown = await listChannelNames(db, [...new Set(reached)], hiddenChannelIds);
  const isShown = new Set(shown.map(({ channel_id }) => channel_id));
  return decided.map((one) => toItem(one, isShown));
}

async function listStoredRoutes(db: Queryable, ids: readonly number[]): Promise<Map<number, CompiledRoute>> {
  const stored = await ROUTES.list(db, ids);
  return new Map(stored.map(({ ownerId, compile }) => [ownerId, compile()]));
}

/** The channels that take events as far as a draft may find them out. */
function without(
  { ids, idByName }: EnabledChannels,
  hiddenIds: readonly number[],
  stored: readonly CompiledRoute[],
): EnabledChannels {
  const known = new Set(stored.flatMap(channelsNamedBy));
  return { ids: new Set([...ids].filter((id) => known.has(id) || !hiddenIds.includes(id))), idByName };
}

function channelsNamedBy({ cases, defaultChannelIds }: CompiledRoute): number[] {
  const byCases = cases.flatMap((one) => (one && "channelIds" in one.target ? one.target.channelIds : []));
  return [...byCases, ...defaultChannelIds];
}

/** The alert as the event that fires it anew: what is over has no severity to route by. */
function toFiringEvent(alert: AlertRow): FlowEvent {
  const { title, title_rule: titleRule, description, labels, images, alert_key: key } = alert;
  const rest = { otherKeys: [], images, sourceTimeMs: null };
  return { ...rest, status: alert.alert_severity, key, title, titleRule, description, labels };
}

type Decided = { alert: AlertRow; draft: RouteDecision; now: RouteDecision };

function toItem({ alert, draft, now }: Decided, isShown: ReadonlySet<number>): Item {
  const cases = draft.cases.map((number) => `case_${number}`);
  const drafted = draft.channelIds.filter((id) => isShown.has(id));
  const stored = now.channelIds.filter((id) => isShown.has(id));
  return {
    alert_id: alert.alert_id,
    alert_title: alert.title,
    start_time: alert.start_time,
    matched_cases: draft.isDefault ? [...cases, "default"] : cases,
    added_channel_ids: drafted.filter((id) => !stored.includes(id)),
    removed_channel_ids: stored.filter((id) => !drafted.includes(id)),
    unchanged_channel_ids: drafted.filter((id) => stored.includes(id)),
  };
}
