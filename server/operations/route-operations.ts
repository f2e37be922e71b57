import type { z } from "zod";
import type { Issue } from "../../contract/issue.ts";
import {
  routeHistoryList,
  routeInfo,
  type routeItem,
  routeList,
  routePreview,
  routeUpsert,
} from "../../contract/operations/route.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { findIntegration, missingIntegration } from "../integrations/integration-store.ts";
import { type CompiledRoute, compileRoute } from "../routing/compiled-route.ts";
import {
  listRoutesByIds,
  listRouteVersions,
  type RouteDraft,
  type RouteRow,
  replaceRoute,
} from "../routing/route-store.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import { getEditableIntegration } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { readPage } from "./paging.ts";
import { previewRoute } from "./route-preview.ts";

const ISSUES_SHOWN = 3;
/** What is not saved yet has no version. */
const DRAFT_VERSION = 0;

/** `/route/*`. */
export function createRouteOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(routeInfo, async ({ integration_id }, { hiddenChannelIds }) => {
      const [row] = await listRoutesByIds(database, [integration_id]);
      if (row) return toItem(row);
      const integration = await findIntegration(database, integration_id, hiddenChannelIds);
      if (!integration) throw missingIntegration(integration_id);
      return null;
    }),
    bind(routeList, async (input) => ({
      items: (await listRoutesByIds(database, input.integration_ids)).map(toItem),
    })),
    bind(routeUpsert, async (input, context) => {
      const { integration_id, version = 0 } = input;
      const { person, hiddenChannelIds, now } = context;
      const draft = { cases: input.cases ?? [], sections: input.sections ?? [], default: input.default ?? null };
      checkDraft(draft);
      await getEditableIntegration(database, integration_id, context);
      const by = { personId: person.personId, hiddenChannelIds, nowMs: now };
      await replaceRoute(database, integration_id, draft, version, by);
      return {};
    }),
    bind(routeHistoryList, async (input, { hiddenChannelIds }) => {
      const { integration_id, asc = false } = input;
      const { limit, offset } = readPage(input);
      const integration = await findIntegration(database, integration_id, hiddenChannelIds);
      if (!integration) throw missingIntegration(integration_id);
      const { rows, total } = await listRouteVersions(database, integration_id, { asc, limit, offset });
      return { items: rows, total, has_next_page: offset + rows.length < total };
    }),
    bind(routePreview, async ({ alert_ids, route }, { hiddenChannelIds }) => {
      const draft = { cases: route.cases ?? [], sections: [], default: route.default ?? null };
      return { items: await previewRoute(database, alert_ids, readDraft(draft, "route."), hiddenChannelIds) };
    }),
  ];
}

/** Reads a route that was sent, and refuses one that could not be followed. */
function readDraft(draft: RouteDraft, under: string): CompiledRoute {
  const rules = { cases: draft.cases, defaultChannelIds: draft.default?.channel_ids ?? [] };
  const { route, issues } = compileRoute(rules, DRAFT_VERSION);
  refuse([...issues, ...sectionIssues(draft)], under);
  return route;
}

/** A route that sends nothing anywhere is refused too: one that is set can be replaced, not emptied (R6). */
function checkDraft(draft: RouteDraft): void {
  const { cases, defaultChannelIds } = readDraft(draft, "");
  if (cases.length + defaultChannelIds.length > 0) return;
  const expected = say("a_case_or_default");
  throw new Refusal("InvalidParameter", sayOf("cases", "expected", { expected, got: say("neither") }));
}

function sectionIssues({ sections, cases }: RouteDraft): Issue[] {
  const names = new Set<string>();
  return sections.flatMap(({ name, position }, place) => {
    const issues: Issue[] = [];
    if (names.has(name))
      issues.push({
        at: `sections[${place}].name`,
        expected: say("own_name"),
        got: say("again", { text: `"${name}"` }),
      });
    if (position > cases.length) {
      const expected = say("at_most_cases", { count: cases.length });
      issues.push({ at: `sections[${place}].position`, expected, got: String(position) });
    }
    names.add(name);
    return issues;
  });
}

function refuse(issues: readonly Issue[], under: string): void {
  if (issues.length === 0) return;
  const shown = issues.slice(0, ISSUES_SHOWN);
  throw new Refusal(
    "InvalidParameter",
    shown.map(({ at, expected, got }) => sayOf(`${under}${at}`, "expected", { expected, got })),
  );
}

function toItem(row: RouteRow): z.input<typeof routeItem> {
  return { ...row, status: "enabled", deleted_at: 0 };
}
