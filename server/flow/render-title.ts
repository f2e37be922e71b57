import { LIMITS } from "../../contract/limits.ts";
import { isTitleRule } from "../../contract/title-rule.ts";
import type { Adjustment } from "../../contract/verdicts.ts";
import { truncate } from "../base/text.ts";
import { renderTitleRule, titleWordsOf } from "../rules/title-rule.ts";
import type { EventStage } from "./stage.ts";

/**
 * Renders a title that is a rule, so late that labels which were added are usable. A rule that cannot be read is the title itself,
 * and the verdict says so.
 */
export const renderTitle: EventStage<unknown> = {
  name: "title",
  takesRecoveries: true,
  run: (event, _rules, { integration }) => {
    const rule = event.title;
    if (!isTitleRule(rule)) return null;
    const rendered = renderTitleRule(rule, titleWordsOf(event, integration));
    const title = rendered || rule;
    const changes: Adjustment[] = [...(event.changes ?? [])];
    if (rendered === null) changes.push({ change: "unrendered", field: "title", count: 0 });
    if (title.length > LIMITS.titleLengthMax) changes.push({ change: "cut", field: "title", count: title.length });
    const cut = truncate(title, LIMITS.titleLengthMax);
    const titled = { ...event, title: cut, titleRule: cut === rule ? "" : rule };
    return { event: changes.length > 0 ? { ...titled, changes } : titled, because: [] };
  },
};
