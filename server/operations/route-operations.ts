import type { z } from "zod";
import { routeInfo, routeItem, routeList, routeUpsert } from "../../contract/operations/route.ts";
import { Refusal } from "../base/errors.ts";
import { findIntegration, missingIntegration } from "../integrations/integration-store.ts";
import { compileRoute } from "../routing/compiled-route.ts";
import { listRoutesByIds, type RouteDraft, type RouteRow, replaceRoute } from "../routing/route-store.ts";
import type { Issue } from "../sources/source.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

const ISSUES_SHOWN = 3;

/** `/route/*`. */
export function createRouteOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(routeInfo, async ({ integration_id }) => {
      const [row] = await listRoutesByIds(database, [integration_id]);
      if (row) return toItem(row);
      if (!(await findIntegration(database, integration_id))) throw missingIntegration(integration_id);
      return null;
    }),
    bind(routeList, async (input) => ({
      items: (await listRoutesByIds(database, input.integration_ids)).map(toItem),
    })),
    bind(routeUpsert, async (input, { person, now }) => {
      const { integration_id, version = 0 } = input;
      const draft = { cases: input.cases ?? [], sections: input.sections ?? [], default: input.default ?? null };
      checkDraft(draft);
      await replaceRoute(database, integration_id, draft, version, person.personId, now);
      return {};
    }),
  ];
}

/** Refuses a route that could not be followed, and one that sends nothing anywhere (`decisions.md` §7). */
function checkDraft(draft: RouteDraft): void {
  const defaultChannelIds = draft.default?.channel_ids ?? [];
  const { issues } = compileRoute({ cases: draft.cases, defaultChannelIds }, 1);
  refuse([...issues, ...sectionIssues(draft)]);
  if (draft.cases.length + defaultChannelIds.length > 0) return;
  throw new Refusal("InvalidParameter", "cases: expected at least one case or a channel in default, got neither");
}

function sectionIssues({ sections, cases }: RouteDraft): Issue[] {
  const names = new Set<string>();
  return sections.flatMap(({ name, position }, place) => {
    const issues: Issue[] = [];
    if (names.has(name))
      issues.push({ at: `sections[${place}].name`, expected: "a name of its own", got: `"${name}" again` });
    if (position > cases.length) {
      const expected = `at most ${cases.length}, the number of cases`;
      issues.push({ at: `sections[${place}].position`, expected, got: String(position) });
    }
    names.add(name);
    return issues;
  });
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const shown = issues.slice(0, ISSUES_SHOWN).map(({ at, expected, got }) => `${at}: expected ${expected}, got ${got}`);
  throw new Refusal("InvalidParameter", shown.join("; "));
}

/** What was stored was read by this schema; reading it again gives it its type back and changes nothing. */
function toItem(row: RouteRow): z.input<typeof routeItem> {
  const { cases, sections, default: fallback } = routeItem.shape;
  return {
    ...row,
    cases: cases.parse(row.cases),
    sections: sections.parse(row.sections),
    default: fallback.parse(row.default),
    status: "enabled",
    deleted_at: 0,
  };
}
