import { hash } from "node:crypto";

/** What one pushed event is about. Bodies are those of CloudMonitor 2.0 custom webhooks, about 1.3 KB each. */
export type BodyOptions = {
  entity: string;
  status: "OCCURRED" | "RECOVERED";
  value: number;
  timeMs: number;
  /** Left out, `value`: what differs each time though nothing changed. */
  seen?: string;
  severity?: string;
  /** Left out, one title for all. */
  title?: string;
};

/** A realistic body of the Alibaba Cloud Monitor Prometheus source. */
export function aliyunBody({ entity, status, value, timeMs, ...rest }: BodyOptions): object {
  const { severity = "CRITICAL", title = "Pod memory usage > 90%", seen = value } = rest;
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
    data: { currentValue: seen },
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
      current_value: String(seen),
    },
  };
}

/** What one alert of an Alertmanager body is about. */
export type PrometheusAlert = {
  entity: string;
  isRecovery: boolean;
  value: number;
  /** Differs each time it is sent, as annotations with a current value do. */
  seen: number | string;
  title?: string;
  fingerprint?: string;
};

/** A realistic body of Alertmanager's webhook, about 0.6 KB an alert. */
export function prometheusBody(alerts: readonly PrometheusAlert[]): object {
  const [first] = alerts;
  const common = { job: "kube-state-metrics", cluster: "prod-hz-1", namespace: "shop" };
  const alertname = first?.title ?? "PodMemoryHigh";
  return {
    receiver: "oncall-hub",
    status: alerts.every(({ isRecovery }) => isRecovery) ? "resolved" : "firing",
    alerts: alerts.map((alert) => prometheusAlert(alert, common)),
    groupLabels: { alertname },
    commonLabels: common,
    commonAnnotations: { runbook_url: "https://runbooks.example.com/pod-memory" },
    externalURL: "http://alertmanager.example.com:9093",
    version: "4",
    groupKey: `{}:{alertname="${alertname}"}`,
    truncatedAlerts: 0,
  };
}

function prometheusAlert(
  { entity, isRecovery, value, seen, title = "PodMemoryHigh", fingerprint }: PrometheusAlert,
  common: Readonly<Record<string, string>>,
): object {
  return {
    status: isRecovery ? "resolved" : "firing",
    labels: { alertname: title, ...common, pod: `checkout-${entity}`, severity: "critical" },
    annotations: {
      description: `Pod checkout-${entity} memory usage ${value}% exceeds 90% for 3m`,
      current_value: `${value}.${seen}`,
      runbook_url: "https://runbooks.example.com/pod-memory",
    },
    startsAt: "2026-11-20T02:10:37.801Z",
    endsAt: isRecovery ? "2026-11-20T02:40:37.801Z" : "0001-01-01T00:00:00Z",
    generatorURL: "http://prometheus.example.com:9090/graph?g0.expr=memory_usage+%3E+0.9&g0.tab=1",
    fingerprint: fingerprint ?? hash("md5", entity).slice(0, 16),
  };
}
