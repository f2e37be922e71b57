import { readBody } from "../../../server/sources/shared/body.ts";
import { defineSource } from "../../../server/sources/shared/define-source.ts";
import { isFields, readText } from "../../../server/sources/shared/fields.ts";
import { readStandardBody } from "../../../server/sources/shared/standard-body.ts";
import { STANDARD_SEVERITIES } from "../../../server/sources/shared/standard-source.ts";
import type { PushRequest, SourceReading } from "../../../server/sources/source.ts";

/** A sender whose address and way of giving the key are fixed, and that reads the answer, as clients of paging services do. */
export const throwAwayPager = defineSource({
  id: "throw-away-pager",
  title: { en: "Throw-away pager", zh: "Throw-away pager" },
  category: "generic",
  vendorDocs: "https://example.com/events",
  paths: ["/v2/throw-away", "/throw-away/{integration_key}/enqueue"],
  methods: ["POST", "PUT"],
  keyIn: ["query", "path", { header: "authorization", scheme: "Token" }, { header: "x-routing-key" }, "body"],
  findKey,
  severityTable: STANDARD_SEVERITIES,
  defaultSeverity: "Warning",
  sendsRecoveries: true,
  givesTimes: false,
  answerRefusal: ({ status, message }) => ({ status, body: { status: "invalid event", errors: [message] } }),
  read,
  sample: (event_status) => ({ headers: {}, body: JSON.stringify({ title: "[Test]", event_status, alert_key: "t" }) }),
});

function findKey({ body }: PushRequest): string | null {
  const read = readBody(body);
  return read.kind === "json" && isFields(read.value) ? readText(read.value.routing_key) : null;
}

function read(request: PushRequest): SourceReading {
  const reading = readStandardBody(request, { defaultSeverity: "Warning" });
  if (reading.outcome !== "mapped") return reading;
  const [first] = reading.events;
  return { ...reading, answer: { status: 202, body: { status: "success", dedup_key: first?.key ?? "" } } };
}
