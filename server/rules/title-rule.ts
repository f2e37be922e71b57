import type { EventStatus } from "../../contract/severity.ts";
import { isTitleRule, TEMPLATE_MARK } from "../../contract/title-rule.ts";

/** What a title rule can name: the labels of an event, and its attributes under the names that templates use (S8). */
export type TitleWords = {
  labels: Readonly<Record<string, string>>;
  /** Such as `Title`, `Description`, `EventStatus`, `AlertKey`, `IntegrationName`. */
  attributes: Readonly<Record<string, string>>;
};

const LEGACY_NAME = /^\$([^\s$:]+)$/u;
/** `{{…}}` and `${…}` are found in one pass, so that a label whose text looks like either stays as it is. */
const VARIABLE = /\{\{([^}]*)\}\}|\$\{([^}]*)\}/g;
const ATTRIBUTE = /^\.(\w+)$/;
const LABEL = /^\.Labels\.([\p{L}_][\p{L}\p{N}_]*)$/u;
const INDEXED_LABEL = /^index\s+\.Labels\s+"((?:[^"\\]|\\["\\])*)"$/;

/**
 * The title a rule gives (S8): `$a::$b::$c`, `[TPL]${a}`, `[TPL]{{.Labels.a}}`. Null for a rule that cannot be read: it
 * is the title itself then, because an alert with an odd title is better than none. Text that is no rule is its own title.
 */
export function renderTitleRule(rule: string, words: TitleWords): string | null {
  if (!isTitleRule(rule)) return rule;
  if (rule.startsWith(TEMPLATE_MARK)) return renderTemplate(rule.slice(TEMPLATE_MARK.length), words);
  return renderLegacy(rule, words);
}

/** `$cluster::$resource::$check` is `nj / es.nj.01 - cpu`; a name that is no label and no attribute stays as it is. */
function renderLegacy(rule: string, { labels, attributes }: TitleWords): string {
  const [first = "", second, ...others] = rule.split("::").map((part) => {
    const name = LEGACY_NAME.exec(part)?.[1];
    return name === undefined ? part : (own(labels, name) ?? own(attributes, name) ?? part);
  });
  return second === undefined ? first : [`${first} / ${second}`, ...others].join(" - ");
}

/** Null when a `{{…}}` asks for what there is not, or is never closed. */
function renderTemplate(template: string, words: TitleWords): string | null {
  if (template.replace(VARIABLE, "").includes("{{")) return null;
  let isReadable = true;
  const rendered = template.replace(VARIABLE, (_whole, braced: string | undefined, name: string | undefined) => {
    if (braced === undefined) return own(words.labels, name?.trim() ?? "") ?? "<no value>";
    const text = readExpression(braced.trim(), words);
    if (text === null) isReadable = false;
    return text ?? "";
  });
  return isReadable ? rendered : null;
}

function readExpression(text: string, { labels, attributes }: TitleWords): string | null {
  const quoted = INDEXED_LABEL.exec(text)?.[1];
  const label = LABEL.exec(text)?.[1] ?? quoted?.replace(/\\(["\\])/g, "$1");
  if (label !== undefined) return own(labels, label) ?? "";
  const attribute = ATTRIBUTE.exec(text)?.[1];
  return attribute === undefined ? null : (own(attributes, attribute) ?? null);
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What of an event a title rule can name. */
export type TitledEvent = {
  title: string;
  description: string;
  status: EventStatus;
  key: string;
  labels: Readonly<Record<string, string>>;
};

/** What a title rule of an event can name: attributes stand under the names of templates, and under those of the wire. */
export function titleWordsOf(
  { title, description, status, key, labels }: TitledEvent,
  { pluginType, name }: { pluginType: string; name: string },
): TitleWords {
  const attributes = {
    ...{ Title: title, TitleRule: title, Description: description, EventStatus: status, EventSeverity: status },
    ...{ AlertKey: key, IntegrationType: pluginType, IntegrationName: name },
    ...{ title, title_rule: title, description, event_status: status, event_severity: status },
    ...{ alert_key: key, integration_type: pluginType, integration_name: name },
  };
  return { labels, attributes };
}
