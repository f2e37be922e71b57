import { expect, test } from "vitest";
import type { ChoiceSetting, TextSetting } from "../source.ts";
import { defineSource, type SourceDefinition } from "./define-source.ts";

const choice = (value: string) => ({ value, title: { en: value, zh: value }, hint: { en: "", zh: "" } });
const BY: ChoiceSetting = {
  kind: "choice",
  name: "by",
  title: { en: "By", zh: "按" },
  choices: [choice("host"), choice("rule")],
};

const plain: SourceDefinition = {
  id: "plain",
  title: { en: "Plain", zh: "Plain" },
  category: "generic",
  vendorDocs: "https://example.com",
  severityTable: [],
  defaultSeverity: "Warning",
  sendsRecoveries: true,
  givesTimes: false,
  read: () => ({ outcome: "mapped", events: [], rejects: [] }),
  sample: () => ({ headers: {}, body: "" }),
};

test("what is left out is as with most senders, what is given stays", () => {
  expect(defineSource(plain)).toMatchObject({ aliases: [], icon: "plain", methods: ["POST"], settings: [] });
  expect(defineSource({ ...plain, icon: "other", methods: ["GET"] })).toMatchObject({
    icon: "other",
    methods: ["GET"],
  });
});

test("settings are read by their facts: the first choice when left out, a wrong or unknown one by name", () => {
  const { readSettings } = defineSource({ ...plain, settings: [BY] });
  expect(readSettings({})).toEqual({ ok: true, settings: { by: "host" } });
  expect(readSettings({ by: "rule" })).toEqual({ ok: true, settings: { by: "rule" } });
  expect(readSettings({ by: "day", to: 1 })).toMatchObject({
    issues: [
      { at: "to", got: { word: "a_number" } },
      { at: "by", got: '"day"' },
    ],
  });
  expect(readSettings({ by: 7 })).toMatchObject({ issues: [{ at: "by", got: { word: "a_number" } }] });
});

test("what is typed is taken up to its length, and a secret is not repeated when it is refused", () => {
  const secret: TextSetting = {
    kind: "secret",
    name: "secret",
    title: { en: "", zh: "" },
    hint: { en: "", zh: "" },
    lengthMax: 5,
  };
  const { readSettings } = defineSource({ ...plain, settings: [secret] });
  expect(readSettings({})).toEqual({ ok: true, settings: { secret: "" } });
  expect(readSettings({ secret: "12345" })).toEqual({ ok: true, settings: { secret: "12345" } });
  expect(readSettings({ secret: "hush-hush" })).toMatchObject({ ok: false, issues: [{ at: "secret" }] });
  expect(JSON.stringify([readSettings({ secret: "hush-hush" }), readSettings({ secret: 1 })])).not.toContain("hush");
});
