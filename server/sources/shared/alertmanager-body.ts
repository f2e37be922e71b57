import { say } from "../../../contract/saying.ts";
import type { EventStatus } from "../../../contract/severity.ts";
import { hashKey } from "../../base/ids.ts";
import type { SourceEvent } from "../source.ts";
import { describe, type Fields, firstText, isFields, NO_FIELDS, readFields, readText } from "./fields.ts";
import { addLabels, type Labels, stableLabels, unreadLabels, VOLATILE_LABELS } from "./labels.ts";
import { type Piece, pathIn } from "./pieces.ts";
import { findState } from "./states.ts";
import { readTime } from "./times.ts";

/** What sources that send such bodies read in their own way. */
export type AlertmanagerDialect = {
  /** Which severity an alert tells: the sender's own table. `labels` are the alert's own and its group's, without `moreLabels`. */
  severityOf(labels: Fields, annotations: Fields): EventStatus;
  /** When the event happened, in milliseconds. */
  timeOf(alert: Fields, annotations: Fields, isRecovery: boolean): number | null;
  /** Labels beside the alert's own and those of its group. */
  moreLabels(alert: Fields, annotations: Fields): Fields;
};

/** The start of a recovered alert would be older than its own firing, so a recovery without an end has no time. */
export function startOrEnd(alert: Fields, _annotations: Fields, isRecovery: boolean): number | null {
  return readTime(isRecovery ? alert.endsAt : alert.startsAt);
}

/**
 * Reads the alerts of an Alertmanager webhook body, or of the ARMS template that imitates it without `version` and `groupKey`.
 * Each alert has its own state; the group's counts only where an alert has none. Alerts that `max_alerts` cut off are told of.
 */
export function* readAlertmanagerBody(
  body: Fields,
  alerts: readonly unknown[],
  at: string,
  dialect: AlertmanagerDialect,
  receivedAtMs: number,
): Generator<Piece> {
  const common: Group = {
    status: body.status,
    labels: readFields(body.commonLabels) ?? NO_FIELDS,
    annotations: readFields(body.commonAnnotations) ?? NO_FIELDS,
  };
  for (const [index, alert] of alerts.entries()) {
    const alertAt = `${pathIn(at, "alerts")}[${index}]`;
    if (isFields(alert)) yield readAlert(alert, alertAt, common, dialect, receivedAtMs);
    else yield { issues: [{ at: alertAt, expected: say("object"), got: describe(alert) }] };
  }
  const { truncatedAlerts } = body;
  if (alerts.length === 0 || typeof truncatedAlerts !== "number" || !(truncatedAlerts > 0)) return;
  const expected = say("none_cut_off");
  yield { missing: [{ at: pathIn(at, "truncatedAlerts"), expected, got: String(truncatedAlerts) }] };
}

/** What all alerts of a body share. */
type Group = { status: unknown; labels: Fields; annotations: Fields };

function readAlert(alert: Fields, at: string, group: Group, dialect: AlertmanagerDialect, receivedAtMs: number): Piece {
  const own = readFields(alert.labels) ?? NO_FIELDS;
  const annotations = readFields(alert.annotations) ?? NO_FIELDS;
  const labels: Labels = {};
  addLabels(labels, own);
  addLabels(labels, group.labels);
  const recovered = isRecovered(alert, group, receivedAtMs);
  // An annotation that is called `level` is prose: it must not make a recovery of what fires.
  const status = recovered ? "Ok" : dialect.severityOf(labels, annotations);
  const more = dialect.moreLabels(alert, annotations);
  addLabels(labels, more);
  const keys = keysOf(alert, own, group, recovered);
  const [key] = keys;
  if (key === undefined) {
    const value = describe(alert.labels);
    const got = alert.labels === undefined ? value : say("tells_nothing_apart", { value });
    return { issues: [{ at: pathIn(at, "labels"), expected: say("labels_or_fingerprint"), got }] };
  }
  const changes = unreadLabels([own, group.labels, more]);
  const event: SourceEvent = {
    status,
    key,
    otherKeys: keys.slice(1),
    title: firstText(
      labels.alertname,
      annotations.title,
      annotations.summary,
      group.annotations.summary,
      "Alertmanager alert",
    ),
    description: describeAlert(annotations) || describeAlert(group.annotations),
    labels,
    images: [],
    sourceTimeMs: dialect.timeOf(alert, annotations, recovered),
    ...(changes.length > 0 && { changes }),
  };
  return { event };
}

function isRecovered(alert: Fields, group: Group, receivedAtMs: number): boolean {
  const state = findState(alert.status) ?? findState(group.status);
  if (state !== null) return state === "recovered";
  // While an alert fires its end is unset or, from Prometheus itself, some minutes ahead.
  const endsAtMs = readTime(alert.endsAt);
  return endsAtMs !== null && endsAtMs <= receivedAtMs;
}

/** The fingerprint and, where it is missing or for a recovery, the hash of the labels it is made from. */
function keysOf(alert: Fields, own: Fields, group: Group, recovered: boolean): string[] {
  const keys: string[] = [];
  const fingerprint = readText(alert.fingerprint);
  if (fingerprint !== "") keys.push(hashKey(["fingerprint", fingerprint]));
  if (fingerprint !== "" && !recovered) return keys;
  const ownStable = stableLabels(own, VOLATILE_LABELS);
  const stable = ownStable.length > 0 ? ownStable : stableLabels(group.labels, VOLATILE_LABELS);
  if (stable.length > 0) keys.push(hashKey(["labels", ...stable]));
  return keys;
}

function describeAlert(annotations: Fields): string {
  return firstText(annotations.message, annotations.description, annotations.summary);
}
