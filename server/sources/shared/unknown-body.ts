import { say } from "../../../contract/saying.ts";
import type { Severity } from "../../../contract/severity.ts";
import { hashKey } from "../../base/ids.ts";
import { type Fields, firstText } from "./fields.ts";
import { addLabel, isTelling, type Labels, listScalars, type Scalar, VOLATILE_LABELS } from "./labels.ts";
import type { Piece } from "./pieces.ts";
import { looksLikeTime } from "./times.ts";

/**
 * A body nobody knows, as user-written templates make them, still raises one alert with every scalar as a label. Nothing in
 * it tells a recovery, so none is joined; what repeats word for word joins its earlier self. `envelope` names the fields that
 * every body of the sender has: when nothing else tells anything, the push is a test.
 */
export function readUnknownBody(
  body: Fields,
  options: { envelope: ReadonlySet<string>; defaultSeverity: Severity; title: string },
): Piece {
  const scalars = listScalars(body);
  if (!scalars.some((scalar) => isTelling(scalar) && !options.envelope.has(scalar.path))) {
    return { ignored: say("test_tells_nothing") };
  }
  const labels: Labels = {};
  for (const { path, value } of scalars) addLabel(labels, path, value);
  return {
    event: {
      status: options.defaultSeverity,
      key: hashKey(["unknown", ...stableParts(scalars)]),
      otherKeys: [],
      title: pick(labels, TITLE_NAMES) || options.title,
      description: pick(labels, DESCRIPTION_NAMES) || HINT,
      labels,
      images: [],
      sourceTimeMs: null,
    },
  };
}

const HINT =
  "The hub does not know the shape of this body: every field became a label, and a recovery cannot be matched. See the guide of the integration.";

const TITLE_NAMES = [
  "alertName",
  "alertname",
  "alert_name",
  "subject",
  "title",
  "ruleName",
  "rule_name",
  "name",
  "告警名称",
  "报警名称",
  "告警标题",
  "规则名称",
  "标题",
  "名称",
  "summary",
];

const DESCRIPTION_NAMES = [
  "message",
  "description",
  "content",
  "detail",
  "msg",
  "text",
  "告警内容",
  "报警内容",
  "告警描述",
  "告警详情",
  "内容",
  "描述",
  "详情",
];

/** The names Chinese templates give to what `VOLATILE_LABELS` lists. */
const VOLATILE_NAMES_ZH: ReadonlySet<string> = new Set([
  "级别",
  "告警级别",
  "告警等级",
  "报警级别",
  "严重级别",
  "当前值",
  "告警值",
  "持续时间",
  "告警时间",
  "报警时间",
  "触发时间",
  "发生时间",
  "恢复时间",
]);

function stableParts(scalars: readonly Scalar[]): string[] {
  const parts: string[] = [];
  for (const { path, value } of scalars.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const text = String(value);
    if (VOLATILE_LABELS.has(path.toLowerCase()) || VOLATILE_NAMES_ZH.has(path) || looksLikeTime(text)) continue;
    parts.push(path, text);
  }
  return parts;
}

function pick(labels: Labels, names: readonly string[]): string {
  return firstText(...names.map((name) => (Object.hasOwn(labels, name) ? labels[name] : undefined)));
}
