import type { people as english } from "../en/people.ts";
import type { TextsLike } from "../texts.ts";

/** The texts about signing in, members and teams, in Chinese. */
export const people: TextsLike<typeof english> = {
  signIn: {
    title: "登录",
    lead: "您团队的值班告警中心。",
    email: "邮箱",
    password: "密码",
    submit: "登录",
    wrong: "邮箱或密码不正确，请检查后重试。",
    disabled: "此账户已被停用，请联系团队管理员启用。",
    tooMany: "密码错误次数过多，请在 {minutes} 分钟后重试；在此之前，即使密码正确也无法登录。",
    showPassword: "显示或隐藏密码",
    forgotten: "忘记密码？请服务运维人员执行以下命令重设：tocsin member reset-password",
    endedTitle: "会话已结束",
    endedLead: "请重新登录以继续，本页已填写的内容不会丢失。",
  },
  members: {
    title: "成员",
    lead: "可以被呼叫并承担责任的人。",
    name: "姓名",
    email: "邮箱",
    phone: "电话",
    timeZone: "时区",
    you: "您",
  },
  teams: {
    title: "团队",
    lead: "一起负责某些事情的人。每个协作空间都属于一个团队。",
    team: "团队",
    members: "成员数",
    updated: "更新时间",
    emptyTitle: "还没有团队",
    emptyLead: "每个协作空间都需要一个团队。",
  },
};
