import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../server/base/package-root.ts";

const FIXTURES = join(packageRoot, "server", "sources", "aliyun-prometheus", "fixtures");

/** A body as the vendor sends it, from the fixtures of `aliyun-prometheus`. */
export function fixture(name: string): string {
  return readFileSync(join(FIXTURES, `${name}.json`), "utf8");
}

/** What a story says about an event; the rest is plain. */
export type CmsFields = {
  status?: "OCCURRED" | "PERSISTENT" | "RECOVERED";
  severity?: "CRITICAL" | "WARNING" | "INFO";
  rule?: string;
  entity?: string;
  alertEntityId?: string;
  subject?: string;
  message?: string;
  labels?: Readonly<Record<string, unknown>>;
  /** When the source says it happened; left out, it gives no time. */
  atMs?: number;
};

/** An event of CloudMonitor 2.0's direct webhook. */
export function cmsEvent(fields: CmsFields = {}): Record<string, unknown> {
  const { status = "OCCURRED", severity = "CRITICAL", rule = "rule-1", entity = "pod-1" } = fields;
  const { alertEntityId = `ae-${entity}`, subject = "Pod memory usage > 90%", message = "93.4 %" } = fields;
  return {
    type: "ALERT",
    subtype: "NORMAL_TRIGGER",
    ...{ status, severity, workspace: "default-cms-1-cn-hangzhou", ruleId: rule, alertEntityId, subject },
    resource: { entity: { domain: "k8s", entity_type: "k8s.pod", entity_id: entity } },
    labels: { _cms_rule_id: rule, pod: entity, ...fields.labels },
    annotations: { message },
    ...(fields.atMs !== undefined && { time: new Date(fields.atMs).toISOString() }),
  };
}
