import type { EventStatus } from "../../../contract/severity.ts";
import type { SampleRequest } from "../source.ts";

/** Marks the hub's own test event: it is a standard event, whatever shape the integration's mapping expects of its sender. */
export const SAMPLE_HEADER = "x-tocsin-sample";

/** A standard event with each of the common fields. */
export function sample(status: EventStatus): SampleRequest {
  const body = {
    title_rule: "[Test] Disk almost full",
    event_status: status,
    alert_key: "tocsin-test",
    description: "A test event from the integration's page: / of build-07 is at 96 %",
    labels: { service: "build", host: "build-07", check: "disk", trigger_value: status === "Ok" ? "61" : "96" },
  };
  return { headers: { "content-type": "application/json", [SAMPLE_HEADER]: "true" }, body: JSON.stringify(body) };
}
