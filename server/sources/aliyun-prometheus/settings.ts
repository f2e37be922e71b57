import type { ChoiceSetting } from "../source.ts";
import type { Identity } from "./identity.ts";

type Choice = ChoiceSetting["choices"][number] & { value: Identity };

const CHOICES: readonly Choice[] = [
  {
    value: "entity",
    title: { en: "Rule and entity: pod, node, instance", zh: "规则 + 实体（Pod、节点、实例等）" },
    hint: {
      en: "What Alibaba Cloud itself groups by. Two disks of one node share an alert.",
      zh: "与阿里云自身的分组方式一致。同一节点的两块磁盘会共用一条告警。",
    },
  },
  {
    value: "alertEntityId",
    title: { en: "Rule and alert entity, as the event names it", zh: "规则 + 事件给出的告警实体" },
    hint: {
      en: "For entities that have several problems under one rule which you want apart.",
      zh: "适用于同一实体在同一规则下有多个需要分开的问题。",
    },
  },
  {
    value: "labels",
    title: { en: "Rule and label set, that is, time series", zh: "规则 + 标签集（即时间序列）" },
    hint: {
      en: "For labels that tell apart what the entity does not. A recovery without labels cannot close such an alert.",
      zh: "适用于靠标签区分、实体无法区分的情况。不带标签的恢复事件无法关闭这类告警。",
    },
  },
];

/** What people choose about an integration of this source. */
export const SETTINGS: readonly ChoiceSetting[] = [
  { kind: "choice", name: "identity", title: { en: "One alert for each", zh: "一条告警对应" }, choices: CHOICES },
];
