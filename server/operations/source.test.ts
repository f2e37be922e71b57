import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { SOURCES } from "../sources/registry.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe("/integration/source/list", () => {
  test("200: every source of the registry, with its severity table and a guide in both languages", async () => {
    const { status, data } = await api.call("/integration/source/list");
    expect(status).toBe(200);
    const items = [...(data.items ?? [])];
    expect(items.map(({ plugin_type }) => plugin_type)).toEqual(SOURCES.map(({ id }) => id));
    for (const { guide } of items) {
      expect(String(guide?.en)).toContain("{{push_url}}");
      expect(String(guide?.zh)).toContain("{{push_url}}");
    }
  });

  test("200: Alibaba Cloud Monitor Prometheus with the four levels of its console", async () => {
    const { data } = await api.call("/integration/source/list");
    const item = [...(data.items ?? [])].find(({ plugin_type }) => String(plugin_type) === "aliyun-prometheus");
    expect(item).toMatchObject({
      title: { en: "Alibaba Cloud Monitor Prometheus", zh: "阿里云云监控 Prometheus" },
      push_path: "/event/push/alert/aliyun-prometheus",
      sends_recoveries: true,
    });
    const levels = [...(item?.severity_table ?? [])].map(({ word, severity }) => `${word} → ${severity}`);
    expect(levels).toEqual(["Critical → Critical", "Error → Critical", "Warning → Warning", "Normal → Info"]);
  });

  test("401: without a key", async () => {
    const response = await fetch(`${api.url}/integration/source/list`, { method: "POST", body: "{}" });
    expect(response.status).toBe(401);
  });
});

describe("/integration/source/preview", () => {
  const preview = (input: object) => api.call("/integration/source/preview", input);

  test("200: the events of a body, their titles rendered, and those that would be refused", async () => {
    const good = { title_rule: "$host::full", event_status: "Info", alert_key: "k", labels: { host: "a" } };
    const { status, data } = await preview({ plugin_type: "standard", body: JSON.stringify([null, good, {}]) });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      ...{ outcome: "mapped", because: "", issues: [] },
      events: [{ event: 1, event_status: "Info", alert_key: "k", title: "a / full", labels: { host: "a" } }],
      rejects: [{ index: 0 }, { index: 2, issues: [{ at: "[2].event_status" }, { at: "[2].title_rule" }] }],
    });
  });

  test("200: with settings, and why a body would be refused or ignored", async () => {
    const settings = { field_mapping: { title: "{{name}}", event_status: "Warning" } };
    const read = async (body: string) => (await preview({ plugin_type: "standard", settings, body })).data;
    expect(await read('{"name":"x"}')).toMatchObject({ outcome: "mapped", events: [{ title: "x" }] });
    expect(await read('{"nome":"x"}')).toMatchObject({ outcome: "rejected", issues: [{ at: "name", got: "nothing" }] });
    expect(await read("")).toMatchObject({ outcome: "ignored", because: "a test: the body is empty" });
  });

  test("400: an unknown source, settings that cannot be, a body that is too long", async () => {
    const refusal = async (input: object) => {
      const { status, message } = await preview({ plugin_type: "standard", body: "", ...input });
      return [status, message.split(":")[0]];
    };
    expect(await refusal({ plugin_type: "nagios-2" })).toEqual([400, "plugin_type"]);
    expect(await refusal({ settings: { field_mapping: {} } })).toEqual([400, "settings.field_mapping.event_status"]);
    expect(await refusal({ body: "x".repeat(65_537) })).toEqual([400, "body"]);
  });

  test("401: without a key", async () => {
    const response = await fetch(`${api.url}/integration/source/preview`, { method: "POST", body: "{}" });
    expect(response.status).toBe(401);
  });
});
