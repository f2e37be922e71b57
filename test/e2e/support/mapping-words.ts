/** What the Mapping tab says, by language. */
export const MAPPING_WORDS = {
  en: {
    ...{ on: "Read bodies with a mapping", title: /^Title/, status: /^Event status/, key: /^Alert key/, save: "Save" },
    ...{ addLabel: "Add label", addValue: "Add translation", latest: "Use the latest push", body: "Body" },
    ...{ labelName: "Name of label 1", labelValue: "Value of label 1", mapped: "It becomes this event" },
    ...{ path: "Path of translation", from: "Sender’s value of translation", to: "What translation 1 gives" },
    ...{ unfinished: "The mapping cannot be read yet", refused: "It would be refused", saved: "Saved", tab: "Mapping" },
    ...{
      changed: "Changed on the way in: 4 fields read with the mapping",
      leave: "Leave without saving?",
      overview: "Overview",
    },
    ...{ stay: "Stay", discard: "Discard", off: /^Bodies are read as standard events/ },
  },
  zh: {
    ...{ on: "使用映射读取请求体", title: /^标题/, status: /^事件状态/, key: /^告警标识/, save: "保存" },
    ...{ addLabel: "添加标签", addValue: "添加转换", latest: "使用最近一次推送", body: "请求体" },
    ...{ labelName: "标签 1 的名称", labelValue: "标签 1 的值", mapped: "会得到 1 个事件" },
    ...{ path: "转换", from: "转换", to: "转换 1 的结果" },
    ...{ unfinished: "映射还不完整，无法读取", refused: "会被拒绝", saved: "已保存", tab: "映射" },
    ...{ changed: "读取时的改动：通过映射读取了 4 个字段", leave: "不保存就离开吗？", overview: "概览" },
    ...{ stay: "留下", discard: "放弃更改", off: /^请求体按标准事件读取/ },
  },
} as const;
