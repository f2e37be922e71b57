import { say } from "../../../contract/saying.ts";
import type { EventStatus, Severity } from "../../../contract/severity.ts";
import { type AlertmanagerDialect, readAlertmanagerBody } from "../shared/alertmanager-body.ts";
import { readBody } from "../shared/body.ts";
import { defineSource } from "../shared/define-source.ts";
import { describe, type Fields, readList, readText } from "../shared/fields.ts";
import { type Piece, pathIn, readPieces } from "../shared/pieces.ts";
import { readTime } from "../shared/times.ts";
import { createWords, firstWord } from "../shared/words.ts";
import type { PushRequest, SeverityRow, SourceReading, SourceSettings } from "../source.ts";
import { sample } from "./sample.ts";

const DEFAULT_SEVERITY: Severity = "Warning";

/** Words of the labels `severity`, `priority` and `level`. */
const SEVERITY_TABLE = [
  { word: "critical", severity: "Critical" },
  { word: "warning", severity: "Warning" },
  { word: "warn", severity: "Warning" },
  { word: "info", severity: "Info" },
  { word: "acknowledged", severity: "Info" },
  { word: "unknown", severity: "Info" },
  { word: "unk", severity: "Info" },
  { word: "ok", severity: "Ok" },
] as const satisfies readonly SeverityRow[];

const SEVERITIES = createWords<EventStatus>(SEVERITY_TABLE.map(({ word, severity }) => [word, severity]));

/** Prometheus: the webhook of its Alertmanager, version 4 and the older ones without fingerprints. */
export const prometheus = defineSource({
  id: "prometheus",
  title: { en: "Prometheus", zh: "Prometheus" },
  category: "monitoring",
  vendorDocs: "https://prometheus.io/docs/alerting/latest/configuration/#webhook_config",
  severityTable: SEVERITY_TABLE,
  defaultSeverity: DEFAULT_SEVERITY,
  sendsRecoveries: true,
  givesTimes: false,
  read,
  sample,
});

function read(request: PushRequest, _settings: SourceSettings, receivedAtMs: number): SourceReading {
  const body = readBody(request.body);
  if (body.kind === "empty" || (body.kind !== "unparsable" && body.value === null)) {
    return { outcome: "ignored", because: say("test_body_empty") };
  }
  if (body.kind === "unparsable") return { outcome: "rejected", kind: "unparsable", issues: body.issues };
  return readPieces(body.value, (fields, at) => readOne(fields, at, receivedAtMs));
}

function readOne(fields: Fields, at: string, receivedAtMs: number): Iterable<Piece> {
  const alerts = readList(fields.alerts);
  if (alerts !== null) return readAlertmanagerBody(fields, alerts, at, DIALECT, receivedAtMs);
  if (Object.keys(fields).length === 0) return [{ ignored: say("test_body_blank") }];
  const expected = say("alertmanager_alerts");
  return [{ issues: [{ at: pathIn(at, "alerts"), expected, got: describe(fields.alerts) }] }];
}

const DIALECT: AlertmanagerDialect = {
  severityOf: ({ severity, priority, level }) => firstWord(SEVERITIES, [severity, priority, level]) ?? DEFAULT_SEVERITY,
  // Two Prometheus servers that watch one thing share an alert: after one of them ended it, the other's `startsAt` still lies
  // before that end, and the event would count as late. Only a time that somebody gave on purpose is the event's own.
  timeOf: (_alert, annotations) => readTime(annotations.timestamp),
  moreLabels: ({ generatorURL }, { timestamp: _timestamp, ...annotations }) => {
    return readText(generatorURL) === "" ? annotations : { ...annotations, generatorURL };
  },
};
