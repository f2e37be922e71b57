import { LIMITS } from "../../contract/limits.ts";
import { isTitleRule } from "../../contract/title-rule.ts";
import type { EventChange } from "../../contract/verdicts.ts";
import { truncate } from "../base/text.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { renderTitleRule, titleWordsOf } from "../rules/title-rule.ts";
import type { SourceEvent } from "../sources/source.ts";

/** A stage of an integration: pure, the event in, the event out. An integration without rules for it lets events pass. */
export type Stage = (event: SourceEvent, integration: FlowIntegration) => SourceEvent;

/** Adds, replaces and removes labels (`spec.md` §3.3). No integration has enrichment rules yet. */
export const enrich: Stage = (event) => event;

/**
 * Renders a title that is a rule, after enrichment so that enriched labels are usable [D29]. A rule that cannot be read is the title
 * itself, and the verdict says so.
 */
export const renderTitle: Stage = (event, integration) => {
  const rule = event.title;
  if (!isTitleRule(rule)) return event;
  const rendered = renderTitleRule(rule, titleWordsOf(event, integration));
  const title = rendered || rule;
  const changes: EventChange[] = [...(event.changes ?? [])];
  if (rendered === null) changes.push({ change: "unrendered", field: "title", count: 0 });
  if (title.length > LIMITS.titleLengthMax) changes.push({ change: "cut", field: "title", count: title.length });
  const titled = { ...event, title: truncate(title, LIMITS.titleLengthMax) };
  return changes.length > 0 ? { ...titled, changes } : titled;
};

/** Rewrites or drops events; recoveries never pass through it (`spec.md` §3.4). No integration has pipeline rules yet. */
export const applyPipeline: Stage = (event) => event;
