import { readBody } from "../../../server/sources/shared/body.ts";
import { defineSource } from "../../../server/sources/shared/define-source.ts";
import { isFields, readText } from "../../../server/sources/shared/fields.ts";
import { readStandardBody } from "../../../server/sources/shared/standard-body.ts";
import { STANDARD_SEVERITIES } from "../../../server/sources/shared/standard-source.ts";
import type { PushRequest, SourceReading } from "../../../server/sources/source.ts";

/** A topic that must be confirmed before it sends, and wants to hear the session it sent. */
export const throwAwayTopic = defineSource({
  id: "throw-away-topic",
  title: { en: "Throw-away topic", zh: "Throw-away topic" },
  category: "cloud",
  vendorDocs: "https://example.com/topics",
  handshakeHosts: [/^topics\.[a-z]+-\d\.example\.com$/],
  severityTable: STANDARD_SEVERITIES,
  defaultSeverity: "Warning",
  sendsRecoveries: true,
  givesTimes: false,
  read,
  sample: (event_status) => ({ headers: {}, body: JSON.stringify({ title: "[Test]", event_status, alert_key: "t" }) }),
});

function read(request: PushRequest): SourceReading {
  const body = readBody(request.body);
  const fields = body.kind === "json" && isFields(body.value) ? body.value : {};
  const url = readText(fields.SubscribeURL);
  if (url !== "") return { outcome: "handshake", confirm: { method: "GET", url } };
  const reading = readStandardBody(request, { defaultSeverity: "Warning" });
  if (reading.outcome !== "mapped") return reading;
  return { ...reading, answer: { status: 200, body: `session ${readText(fields.SessionID)}` } };
}
