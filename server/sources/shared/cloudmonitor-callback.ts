import type { EventStatus, Severity } from "../../../contract/severity.ts";
import { hashKey } from "../../base/ids.ts";
import type { SourceEvent } from "../source.ts";
import { type Fields, firstText, NO_FIELDS, readFields, readText } from "./fields.ts";
import { addLabels, addScalars, type Labels, stableLabels, unreadLabels } from "./labels.ts";
import { findState } from "./states.ts";
import { readTime } from "./times.ts";
import { findWord, type Words } from "./words.ts";

/** Fields of a callback that are no labels: they change with every notice, or are no property of what is watched. */
const NOT_LABELS: ReadonlySet<string> = new Set(["timestamp", "signature", "alertState", "dimensions"]);

/**
 * Reads a threshold callback of CloudMonitor 1.0, which arrives as a form with one problem of one resource. Its level is
 * `null` as text once the problem is over, and no data counts as a level of its own.
 */
export function readCloudMonitorCallback(
  callback: Fields,
  severities: Words<EventStatus>,
  defaultSeverity: Severity,
): SourceEvent {
  const dimensions = readDimensions(callback.dimensions);
  const labels: Labels = {};
  addScalars(labels, callback, NOT_LABELS);
  for (const name of Object.keys(labels)) if (!tells(labels[name] ?? "")) delete labels[name];
  addLabels(labels, dimensions);
  return {
    status: statusOf(callback, severities, defaultSeverity),
    key: hashKey(["cloudmonitor", ...ruleOf(callback), ...stableLabels(dimensions, NONE)]),
    otherKeys: [],
    title: titleOf(callback),
    description: describeMeasure(callback),
    labels,
    changes: unreadLabels([dimensions]),
    images: [],
    sourceTimeMs: readTime(callback.timestamp),
  };
}

const NONE: ReadonlySet<string> = new Set();

function statusOf(callback: Fields, severities: Words<EventStatus>, defaultSeverity: Severity): EventStatus {
  const state = readText(callback.alertState).toUpperCase();
  if (findState(state) === "recovered") return "Ok";
  if (state === "INSUFFICIENT_DATA") return "Info";
  return findWord(severities, callback.triggerLevel) ?? defaultSeverity;
}

function ruleOf(callback: Fields): string[] {
  const rule = readText(callback.ruleId);
  if (rule !== "") return ["rule", rule];
  return ["name", readText(callback.alertName), readText(callback.namespace), readText(callback.metricName)];
}

function titleOf(callback: Fields): string {
  const name = firstText(callback.alertName, callback.metricName, callback.ruleId, "CloudMonitor alert");
  const instance = readText(callback.instanceName);
  return tells(instance) ? `${name} / ${instance}` : name;
}

function describeMeasure(callback: Fields): string {
  const condition = [readText(callback.metricName), readText(callback.expression)].filter(tells).join(" ");
  const value = readText(callback.curValue);
  const unit = readText(callback.unit);
  const measured = tells(value) ? `curValue: ${value}${tells(unit) ? unit : ""}` : "";
  return [condition, measured].filter(tells).join("; ");
}

/** The callback is a filled-in template, where a variable without a value becomes the text `null`. */
function tells(text: string): boolean {
  return text !== "" && text !== "null";
}

/** Far more than any resource has; the rest of a longer text takes no part. */
const DIMENSIONS_LENGTH_MAX = 64 * 1024;

/** Dimensions as JSON or as Java prints a map, `{userId=1, instanceId=i-1}`, in whatever order. */
export function readDimensions(value: unknown): Fields {
  const fields = readFields(value);
  if (fields !== null) return fields;
  const text = readText(value).slice(0, DIMENSIONS_LENGTH_MAX);
  if (!text.startsWith("{") || !text.endsWith("}")) return text === "" ? NO_FIELDS : { dimensions: text };
  const pairs = text.slice(1, -1).split(",");
  return Object.fromEntries(pairs.map(readPair).filter(([name]) => name !== ""));
}

function readPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf("=");
  return equals === -1 ? [pair.trim(), ""] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}
