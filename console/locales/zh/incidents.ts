import type { incidents as english } from "../en/incidents.ts";
import type { TextsLike } from "../texts.ts";

/** The texts about incidents, in Chinese. */
export const incidents: TextsLike<typeof english> = {
  severity: { Critical: "严重", Warning: "警告", Info: "提醒", Ok: "恢复", none: "一切正常" },
  progress: { Triggered: "待处理", Processing: "处理中", Closed: "已关闭" },
  incidents: {
    title: "故障",
    lead: "最近 30 天内未关闭的故障，最新的在前。",
    emptyTitle: "没有未关闭的故障",
    emptyLead: "告警触发故障后会显示在这里。",
    incident: "故障",
    severity: "严重程度",
    progress: "进展",
    channel: "协作空间",
    started: "开始时间",
    alerts: "告警数",
  },
};
