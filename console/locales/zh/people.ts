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
