import { say } from "../../../contract/saying.ts";
import type { Severity } from "../../../contract/severity.ts";
import { type AlertmanagerDialect, readAlertmanagerBody, startOrEnd } from "../shared/alertmanager-body.ts";
import { readBody } from "../shared/body.ts";
import { readCloudMonitorCallback } from "../shared/cloudmonitor-callback.ts";
import { defineSource } from "../shared/define-source.ts";
import { type Fields, isFields, NO_FIELDS, readList, readText } from "../shared/fields.ts";
import { type Piece, readPieces } from "../shared/pieces.ts";
import { readUnknownBody } from "../shared/unknown-body.ts";
import { createWords, findWord, firstWord } from "../shared/words.ts";
import type { PushRequest, SeverityRow, SourceReading, SourceSettings } from "../source.ts";
import { isDirectEvent, readDirectEvent } from "./direct-event.ts";
import { type Identity, readIdentity } from "./identity.ts";
import { sample } from "./sample.ts";
import { SETTINGS } from "./settings.ts";

const DEFAULT_SEVERITY: Severity = "Warning";

/** The four levels as the vendor's console names them. */
const SEVERITY_TABLE = [
  { word: "Critical", wordZh: "紧急", severity: "Critical" },
  { word: "Error", wordZh: "错误", severity: "Critical" },
  { word: "Warning", wordZh: "警告", severity: "Warning" },
  { word: "Normal", wordZh: "普通", severity: "Info" },
] as const satisfies readonly SeverityRow[];

// The wire has INFO where the console says Normal, the rule API says WARN, and newer consoles count from P1 to P4.
const SEVERITIES = createWords<Severity>([
  ...SEVERITY_TABLE.map((row) => [row.word, row.severity] as const),
  ...SEVERITY_TABLE.map((row) => [row.wordZh, row.severity] as const),
  ["P1", "Critical"],
  ["严重", "Critical"],
  ["P2", "Critical"],
  ["P3", "Warning"],
  ["WARN", "Warning"],
  ["P4", "Info"],
  ["INFO", "Info"],
  ["信息", "Info"],
  ["提醒", "Info"],
]);

/** What every event of the vendor carries whether or not there is a problem. */
const ENVELOPE: ReadonlySet<string> = new Set(
  "id type subtype workspace time timestamp receiveTime source sourcetype datacontenttype dataschema specversion".split(
    " ",
  ),
);

/** Alibaba Cloud Prometheus: alert rules in Simple Mode with a custom webhook of CloudMonitor 2.0. */
export const aliyunPrometheus = defineSource({
  id: "aliyun-prometheus",
  title: { en: "Alibaba Cloud Monitor Prometheus", zh: "阿里云云监控 Prometheus" },
  category: "cloud",
  icon: "aliyun",
  vendorDocs: "https://help.aliyun.com/zh/cms/cloudmonitor-2-0/developer-reference/api-cms-2024-03-30-cmseventforview",
  severityTable: SEVERITY_TABLE,
  defaultSeverity: DEFAULT_SEVERITY,
  sendsRecoveries: true,
  givesTimes: true,
  settings: SETTINGS,
  read,
  sample,
});

function read(request: PushRequest, settings: SourceSettings, receivedAtMs: number): SourceReading {
  const body = readBody(request.body);
  // A Test button may send no bytes at all and must get a 200 (U5). Nothing is there that could not be parsed, so
  // the 400 is kept for bodies that say something nobody can read. `null` is how JSON spells nothing.
  if (body.kind === "empty" || (body.kind !== "unparsable" && body.value === null)) {
    return { outcome: "ignored", because: say("test_body_empty") };
  }
  if (body.kind === "unparsable") return { outcome: "rejected", kind: "unparsable", issues: body.issues };
  const identity = readIdentity(settings.identity);
  return readPieces(body.value, (fields, at) => readOne(fields, at, identity, receivedAtMs));
}

/** What an object is, by its shape: other Alibaba Cloud products reach this URL too when it is pasted into their consoles. */
function readOne(fields: Fields, at: string, identity: Identity, receivedAtMs: number): Iterable<Piece> {
  if (isMarkedTest(fields)) return [{ ignored: say("test_marked") }];
  const alerts = readList(fields.alerts);
  if (alerts !== null) return readAlertmanagerBody(fields, alerts, at, ALERTMANAGER, receivedAtMs);
  if (isCallback(fields)) return [{ event: readCloudMonitorCallback(fields, SEVERITIES, DEFAULT_SEVERITY) }];
  if (isDirectEvent(fields)) return [{ event: readDirectEvent(fields, identity, SEVERITIES, DEFAULT_SEVERITY) }];
  const title = "Alert of an unknown shape from Alibaba Cloud";
  return [readUnknownBody(fields, { envelope: ENVELOPE, defaultSeverity: DEFAULT_SEVERITY, title })];
}

const TEST = createWords([
  ["test", true],
  ["测试", true],
]);

function isMarkedTest(fields: Fields): boolean {
  return findWord(TEST, fields.type) !== null || findWord(TEST, fields.status) !== null;
}

/** A threshold callback has a `ruleId` as a direct event has, so it must be told from one by what it alone has. */
function isCallback(fields: Fields): boolean {
  return readText(fields.alertState) !== "" && readText(fields.status) === "" && !isFields(fields.resource);
}

const ALERTMANAGER: AlertmanagerDialect = {
  severityOf: (labels, annotations) => {
    const words = [labels.severity, labels.level, labels._aliyun_arms_alert_level, annotations.severity];
    return firstWord(SEVERITIES, words) ?? DEFAULT_SEVERITY;
  },
  timeOf: startOrEnd,
  moreLabels: () => NO_FIELDS,
};
