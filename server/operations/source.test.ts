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
