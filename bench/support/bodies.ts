/** What one pushed event is about. Bodies are those of CloudMonitor 2.0 custom webhooks, about 1.3 KB each. */
export type BodyOptions = {
  entity: string;
  status: "OCCURRED" | "RECOVERED";
  value: number;
  timeMs: number;
  severity?: string;
  /** Left out, one title for all. */
  title?: string;
};

/** A realistic body of the Alibaba Cloud Monitor Prometheus source. */
export function aliyunBody({ entity, status, value, timeMs, ...rest }: BodyOptions): object {
  const { severity = "CRITICAL", title = "Pod memory usage > 90%" } = rest;
  const rule = "c1b5e0d2-6f3a-4a9b-9a0e-0f6f4b1e7a01";
  const workspace = "default-cms-1508260417739201-cn-hangzhou";
  const pod = `checkout-${entity}`;
  return {
    id: `evt-${entity}-${timeMs}`,
    type: "ALERT",
    subtype: "NORMAL_TRIGGER",
    status,
    severity,
    workspace,
    ruleId: rule,
    alertEntityId: `ae-${entity}`,
    time: new Date(timeMs).toISOString(),
    timestamp: timeMs,
    subject: title,
    source: `/1508260417739201/prometheus/${rule}`,
    sourcetype: "ALERT_ALIYUN_PROMETHEUS",
    resource: {
      entity: { domain: "k8s", entity_type: "k8s.pod", entity_id: entity },
      tags: { namespace: "shop", cluster: "prod-hz-1" },
    },
    data: { currentValue: value },
    labels: {
      _cms_rule_id: rule,
      _cms_rule_name: title,
      _cms_workspace: workspace,
      _cms_region: "cn-hangzhou",
      alertname: title,
      severity: severity.toLowerCase(),
      cluster: "prod-hz-1",
      namespace: "shop",
      pod,
      _cms_cluster_id: "c0example1",
    },
    annotations: {
      message: `Pod ${pod} memory usage ${value}% exceeds 90% for 3m`,
      current_value: String(value),
    },
  };
}
