import { say } from "../../../contract/saying.ts";
import type { EventStatus, Severity } from "../../../contract/severity.ts";
import { defineSource } from "../../../server/sources/shared/define-source.ts";
import { createWords, findWord } from "../../../server/sources/shared/words.ts";
import type { PushRequest, SeverityRow, SourceReading } from "../../../server/sources/source.ts";

const SEVERITY_TABLE = [
  { word: "high", severity: "Critical" },
  { word: "middle", severity: "Warning" },
  { word: "low", severity: "Info" },
] as const satisfies readonly SeverityRow[];

const SEVERITIES = createWords<Severity>(SEVERITY_TABLE.map(({ word, severity }) => [word, severity]));
const WORDS = { Critical: "high", Warning: "middle", Info: "low", Ok: "low" } as const;

/** A sender that says everything in the query of a GET, as the callbacks of older systems do. */
export const throwAwayGet = defineSource({
  id: "throw-away-get",
  title: { en: "Throw-away by GET", zh: "Throw-away by GET" },
  category: "monitoring",
  vendorDocs: "https://example.com/callbacks",
  methods: ["GET"],
  severityTable: SEVERITY_TABLE,
  defaultSeverity: "Warning",
  sendsRecoveries: true,
  givesTimes: false,
  read,
  sample: (status) => ({ headers: {}, body: "", query: sampleQuery(status) }),
});

function read({ query }: PushRequest): SourceReading {
  const { endpoint = "", metric = "", status, priority } = query;
  if (endpoint === "") return { outcome: "ignored", because: say("test_body_blank") };
  const event = {
    status: status === "OK" ? ("Ok" as const) : (findWord(SEVERITIES, priority) ?? "Warning"),
    ...{ key: `${endpoint} ${metric}`, otherKeys: [], title: `${metric} on ${endpoint}`, description: "" },
    ...{ labels: { endpoint, metric }, images: [], sourceTimeMs: null },
  };
  return { outcome: "mapped", events: [event], rejects: [] };
}

function sampleQuery(status: EventStatus) {
  const state = status === "Ok" ? "OK" : "PROBLEM";
  return { endpoint: "web-01", metric: "[Test] cpu.idle", status: state, priority: WORDS[status] };
}
