import { describe, expect, test } from "vitest";
import { newRowId, readDraft, writeDraft } from "./mapping-draft.ts";

const SAVED = {
  field_mapping: {
    ...{ title: "{{a}}", event_status: "{{s}}", alert_key: "{{k}}", description: "d" },
    labels: { host: "{{h}}", fixed: "x" },
    images: [{ src: "{{i}}" }],
  },
  value_mapping: { s: { firing: "Critical", resolved: "Ok" }, h: { 1: "one" } },
};

describe("what is saved is what was read", () => {
  test.each<[string, Record<string, unknown>]>([
    ["a mapping with all its parts", SAVED],
    ["labels as a whole object", { field_mapping: { title: "t", event_status: "Info", labels: "{{tags}}" } }],
    ["a title under its other name", { field_mapping: { title_rule: "$a::$b", event_status: "Info" } }],
    ["no mapping", {}],
    ["no mapping beside another setting", { identity: "entity" }],
  ])("%s", (_what, settings) => expect(writeDraft(readDraft(settings), settings)).toEqual(settings));
});

test("turned off, the mapping goes and the other settings stay", () => {
  const settings = { ...SAVED, identity: "entity" };
  expect(writeDraft({ ...readDraft(settings), isOn: false }, settings)).toEqual({ identity: "entity" });
});

test("blank rows and fields are left out; rows that were begun are not, so that the hub can say what they lack", () => {
  const draft = readDraft({ field_mapping: {} });
  const labels = [...[{ id: 0, name: "", value: "" }], { id: 1, name: "", value: "x" }];
  const values = [
    { id: 0, path: "", from: "", to: "" },
    { id: 1, path: "s", from: "a", to: "" },
    { id: 2, path: "s", from: "b", to: "Ok" },
  ];
  expect(writeDraft({ ...draft, labels, values }, {})).toEqual({
    field_mapping: { labels: { "": "x" } },
    value_mapping: { s: { a: "", b: "Ok" } },
  });
});

test("settings of a shape that cannot be are an empty draft", () => {
  for (const settings of [
    { field_mapping: "x" },
    { field_mapping: { labels: [1], title: 5 }, value_mapping: { a: "b" } },
  ]) {
    expect(readDraft(settings)).toMatchObject({ title: "", labels: [], values: [] });
  }
});

test("a new row has an id of its own", () => {
  expect([newRowId([]), newRowId([{ id: 4 }, { id: 2 }])]).toEqual([0, 5]);
});
