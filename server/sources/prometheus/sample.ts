import type { EventStatus } from "../../../contract/severity.ts";
import type { SampleRequest } from "../source.ts";

const SEVERITY = { Critical: "critical", Warning: "warning", Info: "info", Ok: "info" } as const;
const NEVER = "0001-01-01T00:00:00Z";
const GROUP = { alertname: "[Test] Instance is down", job: "node" };

/** A group of one alert as Alertmanager's webhook sends it, version 4. */
export function sample(status: EventStatus, nowMs: number): SampleRequest {
  const isOver = status === "Ok";
  const state = isOver ? "resolved" : "firing";
  const now = new Date(nowMs).toISOString();
  const body = {
    version: "4",
    groupKey: `{}:{alertname="${GROUP.alertname}"}`,
    truncatedAlerts: 0,
    status: state,
    receiver: "tocsin",
    groupLabels: { alertname: GROUP.alertname },
    commonLabels: GROUP,
    commonAnnotations: {},
    externalURL: "http://alertmanager.example.com:9093",
    alerts: [
      {
        status: state,
        labels: { ...GROUP, instance: "10.0.0.1:9100", severity: SEVERITY[status] },
        annotations: { summary: "A test event from the integration's page: 10.0.0.1:9100 does not answer" },
        startsAt: now,
        endsAt: isOver ? now : NEVER,
        generatorURL: "http://prometheus.example.com:9090/graph?g0.expr=up+%3D%3D+0",
        fingerprint: "0000000000000001",
      },
    ],
  };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
