import type { channels as english } from "../en/channels.ts";
import type { TextsLike } from "../texts.ts";

/** The texts about channels, in Chinese. */
export const channels: TextsLike<typeof english> = {
  channels: {
    title: "协作空间",
    lead: "一个协作空间负责一个服务或团队的故障。",
    create: "新建协作空间",
    emptyTitle: "从一个协作空间开始",
    emptyLead: "协作空间汇集一个服务的告警。新建一个，接入监控系统，告警就会在这里变成故障。",
    open: "{count, plural, =0 {没有未关闭的故障} other {# 个未关闭的故障}}",
    triggered: "待处理",
    processing: "处理中",
    name: "名称",
    nameHint: "例如它所负责的服务：支付",
    description: "描述",
    team: "团队",
    cancel: "取消",
    disabled: "已停用",
    latest: "最近一次故障：<when></when>",
    never: "还没有故障",
  },
  channel: {
    tabs: "协作空间的内容",
    incidents: "故障",
    alerts: "告警",
    integrations: "集成",
    back: "协作空间",
  },
};
