import type { z } from "zod";
import type { routePreview } from "../../contract/operations/route.ts";
import { type AlertRow, listAlertsByIds } from "../alerts/alert-search-store.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import { type CompiledRoute, matchCases } from "../routing/compiled-route.ts";
import { listRoutes } from "../routing/flow-route-store.ts";
import type { MatchedCase, RouteDecision } from "../routing/route.ts";
import { createRouteCache } from "../routing/route-cache.ts";
import { decidePrivate, decideRoute } from "../routing/route-decision.ts";
import { listEnabledChannels } from "../routing/route-target-store.ts";
import type { FilterSubject } from "../rules/filter-key.ts";
import type { Queryable } from "../storage/database.ts";

type Item = z.input<typeof routePreview.output>["items"][number];

/** What a draft would do with these alerts beside what is stored; unknown alerts are left out, the order is the caller's. */
export async function previewRoute(db: Queryable, alertIds: readonly string[], draft: CompiledRoute): Promise<Item[]> {
  const rows = new Map((await listAlertsByIds(db, alertIds)).map((row) => [row.alert_id, row] as const));
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
  return asked.map(({ alert, stored, byDraft, byStored }) => {
    const own = channelIds.get(alert.integration_id) ?? null;
    const now = own === null ? decideRoute(stored, byStored, enabled) : decidePrivate(own);
    return toItem(alert, byDraft, decideRoute(draft, byDraft, enabled), now);
  });
}

/** The alert as the event that fires it anew: what is over has no severity to route by. */
function toSubject(alert: AlertRow): FilterSubject {
  const { title, description, labels, alert_severity: severity } = alert;
  const words = { title, description, labels, alertKey: alert.alert_key, titleRule: alert.title_rule || title };
  return { ...words, severity, status: severity, integrationId: alert.integration_id };
}

function toItem(alert: AlertRow, matched: readonly MatchedCase[], draft: RouteDecision, now: RouteDecision): Item {
  const cases = matched.map(({ number }) => `case_${number}`);
  return {
    alert_id: alert.alert_id,
    alert_title: alert.title,
    start_time: alert.start_time,
    matched_cases: draft.isDefault ? [...cases, "default"] : cases,
    added_channel_ids: draft.channelIds.filter((id) => !now.channelIds.includes(id)),
    removed_channel_ids: now.channelIds.filter((id) => !draft.channelIds.includes(id)),
    unchanged_channel_ids: draft.channelIds.filter((id) => now.channelIds.includes(id)),
  };
}
