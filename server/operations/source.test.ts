import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { SOURCES } from "../sources/registry.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe("/source/list", () => {
  test("200: every source of the registry, named in both languages", async () => {
    const { status, data } = await api.call("/source/list");
    expect(status).toBe(200);
    expect(data.items?.map((item) => item.plugin_type)).toEqual(SOURCES.map(({ id }) => id));
    expect(data.items?.[0]).toMatchObject({
      plugin_type: "aliyun-prometheus",
      title: { en: expect.stringContaining("Prometheus"), zh: expect.stringContaining("Prometheus") },
    });
  });

  test("400 InvalidParameter: a body that is no object", async () => {
    expect(await api.call("/source/list", "[]")).toMatchObject({ status: 400, code: "InvalidParameter" });
  });

  test("401 Unauthorized: without a key", async () => {
    const response = await fetch(`${api.url}/source/list`, { method: "POST" });
    expect(response.status).toBe(401);
  });
});
