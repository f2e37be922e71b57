import type { EventStatus } from "../../../contract/severity.ts";
import type { SampleRequest } from "../source.ts";

const SEVERITY = { Critical: "CRITICAL", Warning: "WARNING", Info: "INFO", Ok: "INFO" } as const;

/** A direct-webhook event as CloudMonitor 2.0 sends it for a rule on a Kubernetes pod. */
export function sample(status: EventStatus, nowMs: number): SampleRequest {
  const rule = "00000000-0000-4000-8000-000000000001";
  const name = "[Test] Pod memory usage > 90%";
  const event = {
    id: `tocsin-test-${nowMs}`,
    type: "ALERT",
    subtype: "NORMAL_TRIGGER",
    status: status === "Ok" ? "RECOVERED" : "OCCURRED",
    severity: SEVERITY[status],
    workspace: "tocsin-test",
    ruleId: rule,
    alertEntityId: "ae-tocsin-test",
    time: new Date(nowMs).toISOString(),
    timestamp: nowMs,
    subject: name,
    sourcetype: "ALERT_ALIYUN_PROMETHEUS",
    resource: {
      entity: { domain: "k8s", entity_type: "k8s.pod", entity_id: "tocsin-test" },
      tags: { namespace: "shop", cluster: "test" },
    },
    data: { currentValue: status === "Ok" ? 61 : 93.4 },
    labels: {
      _cms_rule_id: rule,
      _cms_rule_name: name,
      alertname: name,
      cluster: "test",
      namespace: "shop",
      pod: "checkout-0",
    },
    annotations: {
      message: "A test event from the integration's page: pod checkout-0 uses 93.4 % of its memory",
      current_value: "93.4",
    },
  };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}
