import type { integrations as english } from "../en/integrations.ts";
import type { TextsLike } from "../texts.ts";

/** The texts about integrations, in Chinese. */
export const integrations: TextsLike<typeof english> = {
  integrations: {
    title: "告警事件",
    lead: "向本系统发送告警的所有监控系统。",
    add: "添加集成",
    choose: "告警来自哪里？",
    save: "保存",
    back: "返回",
    name: "名称",
    nameHint: "留空则使用系统的名称。",
    emptyTitle: "还没有告警来源",
    emptyLead: "添加一个集成即可得到推送地址，再把地址粘贴到监控系统中。",
    emptyAllLead: "集成在协作空间中添加：打开一个协作空间，选择“集成”。",
    toChannels: "打开协作空间",
    latest: "最近事件：<when></when>",
    never: "还没有事件",
    pushUrl: "推送地址",
    pushUrlLead: "把它作为 Webhook 地址粘贴到监控系统中。知道此地址的人都能发送告警，请妥善保密。",
    copy: "复制推送地址",
    copied: "已复制",
    waiting: "等待第一个事件",
    waitingLead: "请在监控系统中发送一次测试，本页会自动更新。",
    received: "已收到事件",
    facts: "关于此集成",
    system: "系统",
    created: "创建时间",
    status: "状态",
    enabled: "已启用",
    disabled: "已停用",
    scope: "范围",
    private: "仅用于一个协作空间",
    shared: "按路由共享",
    channel: "协作空间",
  },
};
