import type { EventStatus, Severity } from "../../../contract/severity.ts";
import type { Adjustment } from "../../../contract/verdicts.ts";
import { type Fields, firstText, NO_FIELDS, readFields, readText } from "../shared/fields.ts";
import {
  addLabels,
  addOwnLabel,
  addScalars,
  isTelling,
  type Labels,
  listScalars,
  unreadLabels,
} from "../shared/labels.ts";
import { findState } from "../shared/states.ts";
import { readTime } from "../shared/times.ts";
import { firstWord, type Words } from "../shared/words.ts";
import type { SourceEvent } from "../source.ts";
import { type Identity, keysOf } from "./identity.ts";

/**
 * Whether an object is an event of CloudMonitor 2.0's direct webhook. Each of its fields may be missing (a recovery has few)
 * or blank (a test has only blanks), so any one that tells something will do.
 */
export function isDirectEvent(body: Fields): boolean {
  if (firstText(body.status, body.ruleId, body.alertEntityId, body.dedupId) !== "") return true;
  if (tells(body.resource) || tells(body.labels)) return true;
  return readText(body.type).toUpperCase() === "ALERT" && firstText(body.severity, body.subject) !== "";
}

function tells(value: unknown): boolean {
  const fields = readFields(value);
  return fields === null ? readText(value) !== "" : listScalars(fields).some(isTelling);
}

/** Reads one event of CloudMonitor 2.0's direct webhook. */
export function readDirectEvent(
  body: Fields,
  identity: Identity,
  severities: Words<Severity>,
  defaultSeverity: Severity,
): SourceEvent {
  const parts = partsOf(body);
  const { labels, annotations } = parts;
  const status = statusOf(parts, severities) ?? defaultSeverity;
  const workspace = firstText(body.workspace, labels._cms_workspace);
  const rule = firstText(body.ruleId, labels._cms_rule_id);
  const entity = entityIdOf(parts);
  const alertEntityId = readText(body.alertEntityId);
  // The entity first: people know their instances, nobody knows the id of a rule.
  const place = [entity || alertEntityId, rule].filter((text) => text !== "").join(" / ");
  const title = firstText(body.subject, labels._cms_rule_name, labels.alertname, place, annotations.summary, UNTITLED);
  const dedupId = readText(body.dedupId);
  const eventId = readText(body.id);
  const identified = { workspace, rule, entity, alertEntityId, labels, dedupId, eventId, title };
  return new DirectEvent(status, title, keysOf(identified, identity, status === "Ok"), parts);
}

/** Judging a push asks for status and keys only; the rest is read when it is asked for. */
class DirectEvent implements SourceEvent {
  readonly status: EventStatus;
  readonly title: string;
  readonly key: string;
  readonly otherKeys: readonly string[];
  readonly images = [];
  readonly #parts: Parts;

  constructor(status: EventStatus, title: string, [key = "", ...otherKeys]: readonly string[], parts: Parts) {
    this.status = status;
    this.title = title;
    this.key = key;
    this.otherKeys = otherKeys;
    this.#parts = parts;
  }

  get description(): string {
    return descriptionOf(this.#parts.annotations, currentValueOf(this.#parts));
  }

  get labels(): Record<string, string> {
    return labelsOf(this.#parts, entityIdOf(this.#parts), currentValueOf(this.#parts));
  }

  get changes(): readonly Adjustment[] {
    return unreadLabels([this.#parts.labels, tagsOf(this.#parts)]);
  }

  get sourceTimeMs(): number | null {
    const { time, timestamp } = this.#parts.body;
    return readTime(time) ?? readTime(timestamp);
  }
}

function tagsOf({ resource }: Pick<Parts, "resource">): Fields {
  return readFields(resource.tags) ?? NO_FIELDS;
}

function entityIdOf({ body, entity }: Parts): string {
  return firstText(entity.entity_id, entity.entityId, body.entityId);
}

function currentValueOf({ data, annotations }: Parts): string {
  return firstText(data.currentValue, data.current_value, annotations.current_value, annotations.value);
}

const UNTITLED = "Alibaba Cloud Prometheus alert";

type Parts = {
  body: Fields;
  labels: Fields;
  annotations: Fields;
  data: Fields;
  resource: Fields;
  entity: Fields;
};

function partsOf(body: Fields): Parts {
  const resource = readFields(body.resource) ?? NO_FIELDS;
  return {
    body,
    labels: readFields(body.labels) ?? NO_FIELDS,
    annotations: readFields(body.annotations) ?? NO_FIELDS,
    data: readFields(body.data) ?? NO_FIELDS,
    resource,
    entity: readFields(resource.entity) ?? NO_FIELDS,
  };
}

/** `subtype` plays no part: the vendor sends NORMAL_TRIGGER with recoveries too. An unknown state fires rather than vanishes. */
function statusOf({ body, labels, annotations }: Parts, severities: Words<Severity>): EventStatus | null {
  if (findState(body.status) === "recovered") return "Ok";
  return firstWord(severities, [body.severity, labels.severity, labels.level, annotations.severity]);
}

function descriptionOf(annotations: Fields, currentValue: string): string {
  const written = firstText(annotations.message, annotations.description, annotations.summary);
  if (written !== "") return written;
  const measured = currentValue === "" ? "" : `current_value: ${currentValue}`;
  return [readText(annotations._cms_rule_display_statement), measured].filter((text) => text !== "").join("; ");
}

/** The sender's labels win over the resource's tags, and those over what the event says of itself. */
function labelsOf(
  { body, labels, resource, entity }: Parts,
  entityId: string,
  currentValue: string,
): Record<string, string> {
  const gathered: Labels = {};
  addLabels(gathered, labels);
  addLabels(gathered, tagsOf({ resource }));
  addScalars(gathered, body, NOT_LABELS);
  if (resource === NO_FIELDS) addOwnLabel(gathered, "resource", readText(body.resource));
  addOwnLabel(gathered, "entity_domain", readText(entity.domain));
  addOwnLabel(gathered, "entity_type", firstText(entity.entity_type, entity.entityType));
  addOwnLabel(gathered, "entity_id", entityId);
  addOwnLabel(gathered, "current_value", currentValue);
  return gathered;
}

/** Fields that are read elsewhere, differ with every event, or describe the envelope. */
const NOT_LABELS: ReadonlySet<string> = new Set([
  "id",
  "type",
  "status",
  "severity",
  "subject",
  "time",
  "timestamp",
  "receiveTime",
  "datacontenttype",
  "dataschema",
  "specversion",
  "labels",
  "annotations",
  "data",
  "resource",
  "entityId",
]);
