import type { EntityKind } from "./alibaba-entities.ts";

/** P1 to P4 as the wire spells them. */
export type AlibabaSeverity = "CRITICAL" | "ERROR" | "WARNING" | "INFO";

/** An alert rule in Simple Mode: what it watches, when it fires, what it says. */
export type AlibabaRule = {
  name: string;
  severity: AlibabaSeverity;
  kind: EntityKind;
  /** Values it can have while it fires, and while all is well. */
  firing: readonly [low: number, high: number];
  calm: readonly [low: number, high: number];
  decimals: number;
  /** The text of its notifications; not every template names the value, and rules on product metrics have none. */
  message?(entity: string, value: number): string;
  /** The condition in words; only rules edited in the form have one. */
  statement?: string;
  /** Rules on metrics of cloud products send a time with an offset, no subject, few labels, and a recovery without an id. */
  isProductMetric?: true;
};

/** The rules of the play. The first four have one of each severity, and both languages. */
const ALIBABA_RULES: readonly AlibabaRule[] = [
  {
    name: "Pod memory usage > 90%",
    severity: "CRITICAL",
    kind: "pod",
    firing: [90.1, 99.9],
    calm: [40, 75],
    decimals: 1,
    message: (pod, value) => `Pod ${pod} memory usage ${value}% exceeds 90% for 3m`,
  },
  {
    name: "接口 P99 响应时间过长",
    severity: "ERROR",
    kind: "service",
    firing: [2050, 9800],
    calm: [80, 600],
    decimals: 0,
    message: (service, value) => `服务 ${service} 的 P99 响应时间为 ${value} 毫秒，超过阈值 2000 毫秒，持续 5 分钟`,
    statement: "P99 响应时间 > 2000 毫秒，持续 5 分钟",
  },
  {
    name: "ECS instance CPU > 85%",
    severity: "WARNING",
    kind: "ecs",
    firing: [85.1, 100],
    calm: [5, 60],
    decimals: 1,
    isProductMetric: true,
  },
  {
    name: "证书即将过期",
    severity: "INFO",
    kind: "website",
    firing: [1, 20],
    calm: [80, 90],
    decimals: 0,
    message: (host) => `${host} 的证书将在 21 天内过期`,
  },
  {
    name: "5xx ratio > 5%",
    severity: "ERROR",
    kind: "service",
    firing: [5.1, 60],
    calm: [0, 0.5],
    decimals: 1,
    message: (service, value) => `${service} 5xx ratio ${value}% > 5%`,
  },
  {
    name: "节点磁盘使用率过高",
    severity: "CRITICAL",
    kind: "node",
    firing: [90.1, 99.9],
    calm: [30, 70],
    decimals: 1,
    message: (node, value) => `节点 ${node} 磁盘 /var/lib 使用率 ${value}%，超过阈值 90%，持续 5 分钟`,
    statement: "使用率 > 90，持续 5 分钟",
  },
  {
    name: "Pod restarts > 3 in 10 minutes",
    severity: "WARNING",
    kind: "pod",
    firing: [4, 12],
    calm: [0, 0],
    decimals: 0,
    message: (pod) => `Pod ${pod} keeps restarting`,
  },
  {
    name: "RDS 连接数使用率过高",
    severity: "WARNING",
    kind: "rds",
    firing: [80.1, 100],
    calm: [10, 50],
    decimals: 1,
    message: (instance, value) => `数据库 ${instance} 连接数使用率 ${value}%，超过阈值 80%`,
  },
  {
    name: "Node is not ready",
    severity: "CRITICAL",
    kind: "node",
    firing: [1, 1],
    calm: [0, 0],
    decimals: 0,
    message: (node) => `Node ${node} has not been ready for 2m`,
  },
  {
    name: "Website answers slowly",
    severity: "INFO",
    kind: "website",
    firing: [1.6, 4],
    calm: [0.1, 0.8],
    decimals: 2,
    message: (host, value) => `${host} took ${value} s to answer, more than 1.5 s`,
  },
];

/** Rule number `index`: past the last one they come again under another name, as rules for other teams do. */
export function getRule(index: number): AlibabaRule {
  const rule = ALIBABA_RULES[index % ALIBABA_RULES.length];
  if (!rule) throw new Error(`there is no rule ${index}`);
  const round = Math.floor(index / ALIBABA_RULES.length);
  return round === 0 ? rule : { ...rule, name: `${rule.name} #${round + 1}` };
}
