import type { z } from "zod";
import type { routePreview } from "../../contract/operations/route.ts";
import type { AlertRow } from "../alerts/alert-list-store.ts";
import { listAlertsByIds } from "../alerts/alert-search-store.ts";
import { listChannelNames } from "../channels/channel-store.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import { type CompiledRoute, matchCases } from "../routing/compiled-route.ts";
import { listRoutes } from "../routing/flow-route-store.ts";
import type { EnabledChannels, MatchedCase, RouteDecision } from "../routing/route.ts";
import { createRouteCache } from "../routing/route-cache.ts";
import { decidePrivate, decideRoute } from "../routing/route-decision.ts";
import { listEnabledChannels } from "../routing/route-target-store.ts";
import type { FilterSubject } from "../rules/filter-key.ts";
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
  const integrations = await listFlowIntegrations(db, [...ids]);
  const routes = await listRoutes(db, integrations, createRouteCache());
  const channelIds = new Map(integrations.map(({ integrationId, channelId }) => [integrationId, channelId]));

  const asked = alerts.map((alert) => {
    const stored = routes.get(alert.integration_id) ?? null;
    const subject = toSubject(alert);
    return { alert, stored, byDraft: matchCases(draft, subject), byStored: stored ? matchCases(stored, subject) : [] };
  });
  const enabled = await listEnabledChannels(
    db,
    asked.flatMap(({ byDraft, byStored }) => [...byDraft, ...byStored]),
  );
  const forDraft = without(enabled, hiddenChannelIds, [...routes.values()]);
  const decided = asked.map(({ alert, stored, byDraft, byStored }) => {
    const own = channelIds.get(alert.integration_id) ?? null;
    const now = own === null ? decideRoute(stored, byStored, enabled) : decidePrivate(own);
    return { alert, byDraft, draft: decideRoute(draft, byDraft, forDraft), now };
  });
  const reached = decided.flatMap((one) => [...one.draft.channelIds, ...one.now.channelIds]);
  const shown = await listChannelNames(db, [...new Set(reached)], hiddenChannelIds);
  const isShown = new Set(shown.map(({ channel_id }) => channel_id));
  return decided.map((one) => toItem(one, isShown));
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
function toSubject(alert: AlertRow): FilterSubject {
  const { title, description, labels, alert_severity: severity } = alert;
  const words = { title, description, labels, alertKey: alert.alert_key, titleRule: alert.title_rule || title };
  return { ...words, severity, status: severity, integrationId: alert.integration_id };
}

type Decided = { alert: AlertRow; byDraft: readonly MatchedCase[]; draft: RouteDecision; now: RouteDecision };

function toItem({ alert, byDraft, draft, now }: Decided, isShown: ReadonlySet<number>): Item {
  const cases = byDraft.map(({ number }) => `case_${number}`);
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
