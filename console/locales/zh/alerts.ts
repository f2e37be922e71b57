import type { alerts as english } from "../en/alerts.ts";
import type { TextsLike } from "../texts.ts";

/** The texts about alerts, in Chinese. */
export const alerts: TextsLike<typeof english> = {
  alerts: {
    title: "告警",
    lead: "最近 30 天内活跃的告警，最新的在前。",
    emptyTitle: "没有活跃的告警",
    emptyLead: "监控系统一发送告警，就会显示在这里。",
    alert: "告警",
    severity: "严重程度",
    channel: "协作空间",
    started: "开始时间",
    events: "事件数",
    integration: "集成",
  },
};
