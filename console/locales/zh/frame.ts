import type { frame as english } from "../en/frame.ts";
import type { TextsLike } from "../texts.ts";

/** The texts about what stands around every page, in Chinese. */
export const frame: TextsLike<typeof english> = {
  frame: {
    navigation: "主导航",
    skip: "跳到正文",
    account: "{name} 的账户",
    language: "语言",
    theme: "外观",
    light: "浅色",
    dark: "深色",
    auto: "跟随系统",
    signOut: "退出登录",
    help: "快捷键",
    search: "前往…",
    searchHint: "前往页面或协作空间",
    searchNothing: "没有匹配的名称",
    close: "关闭",
    menu: "菜单",
  },
  navigation: {
    channels: "协作空间",
    incidents: "故障",
    alerts: "告警",
    integrations: "集成中心",
    alertEvents: "告警事件",
    organisation: "组织",
    members: "成员",
    teams: "团队",
  },
  help: {
    palette: "前往页面或协作空间",
    this: "显示此帮助",
    create: "在可新建的页面上新建",
    close: "关闭已打开的窗口",
  },
  problem: {
    title: "操作未成功",
    unreachable: "服务没有响应。请检查网络以及服务是否在运行，然后重试。",
    requestId: "请求 ID",
    retry: "重试",
    crashed: "页面出错了",
    crashedLead: "这是我们的问题。请重新加载页面；如果仍然出错，请把下面的内容告诉管理员。",
    reload: "重新加载",
    notFound: "没有这个页面",
    notFoundLead: "地址可能输错了，或者它指向的内容已经不在了。",
    home: "前往协作空间",
  },
  copy: { copy: "复制", copied: "已复制", failed: "请手动选中并复制" },
  missing: {
    title: "您无权查看此页面",
    lead: "需要权限：{permission}。拥有此权限的角色：{roles}。",
    askThem: "以下管理员可以为您授予角色：",
    home: "前往首页",
  },
  list: { loading: "正在加载", more: "{count} / {total}", next: "下一页", previous: "上一页" },
};
