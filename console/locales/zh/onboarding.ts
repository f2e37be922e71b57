import type { onboarding as english } from "../en/onboarding.ts";
import type { TextsLike } from "../texts.ts";

/** The texts of the first steps, in Chinese. */
export const onboarding: TextsLike<typeof english> = {
  onboarding: {
    title: "快速开始",
    lead: "已完成 {done} / {all} 步，本清单会自动打勾。",
    dismiss: "跳过，前往协作空间",
    done: "（已完成）",
    open: "（待完成）",
    channel: "新建协作空间",
    channelLead: "协作空间汇集一个服务的告警，并负责它的故障。",
    channelGo: "新建协作空间",
    integration: "接入监控系统",
    integrationLead: "集成会给您一个推送地址，监控系统向它发送告警。",
    integrationGo: "选择监控系统",
    event: "接收第一个事件",
    eventLead: "把推送地址粘贴到监控系统中，并点击其测试按钮。",
    eventGo: "查看推送地址与指南",
    teammate: "邀请同事",
    teammateLead: "值班人员需要账户，才能认领和关闭故障。",
    teammateAsk: "请联系管理员邀请与您一起值班的同事。",
    teammateGo: "打开成员",
  },
};
