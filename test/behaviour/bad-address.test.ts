import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { expectCleanAfterwards } from "../support/ledger.ts";
import { execute } from "../support/sql.ts";

// Pushes to the wrong place: each gets exactly the answer of docs/reference/rules.md (U2), and disturbs nobody else.

let hub: TestHub;
let good: TestIntegration;
let base: string;

beforeAll(async () => {
  hub = await startTestHub();
  good = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Good"));
  base = `${hub.url}/event/push/alert/aliyun-prometheus`;
});
afterAll(() => hub.stop());

const keyOf = (integration: TestIntegration) => integration.pushUrl.split("=").at(-1) ?? "";

describe("P3: the five ways in which a key can be wrong have five messages", () => {
  const messages = new Set<string>();
  const refusal = async (url: string) => {
    const { status, error } = await hub.push(url, cmsEvent());
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "InvalidParameter" });
    messages.add(error?.message ?? "");
    return error?.message;
  };
  const another = () => createIntegration(hub.api, hub.url, good.channelId);
  const call = async (path: string, { integrationId }: TestIntegration) =>
    expect((await hub.api.call(path, { integration_id: integrationId })).status).toBe(200);

  test.each(["", "?", "?integration_key", "?integration_key=", "?key=1"])("missing: %j", async (search) => {
    expect(await refusal(base + search)).toMatch(/integration_key is missing/);
  });

  test.each([
    "0".repeat(35),
    "no-such-key",
    "a b",
    "<script>",
    "'; drop table integration; --",
    "🔥",
    "x".repeat(9_000),
  ])("unknown: %s", async (key) => {
    expect(await refusal(`${base}?integration_key=${encodeURIComponent(key)}`)).toMatch(/not a valid one/);
  });

  test.each(["%00", "%00%00", "abc%00def", "%C3%28", "%ED%A0%80", "%FF", "%", "%ZZ", "%2", "+", "%20"])(
    "unknown, and not even text PostgreSQL could look up: %s",
    async (key) => {
      expect(await refusal(`${base}?integration_key=${key}`)).toMatch(/not a valid one/);
    },
  );

  test("deleted", async () => {
    const gone = await another();
    await call("/integration/delete", gone);
    expect(await refusal(gone.pushUrl)).toMatch(/deleted/);
  });

  test("disabled", async () => {
    const off = await another();
    await call("/integration/disable", off);
    expect(await refusal(off.pushUrl)).toMatch(/disabled/);
  });

  test("of another type, both named", async () => {
    const foreign = await another();
    const change = `update integration set plugin_type = 'standard' where integration_id = ${foreign.integrationId}`;
    await execute(hub.database, change);
    expect(await refusal(foreign.pushUrl)).toMatch(/type standard, but this URL is for aliyun-prometheus/);
  });

  test("no two say the same", () => {
    expect(messages.size).toBe(5);
  });
});

describe("404 RouteNotFound for a type nobody has", () => {
  test.each([
    "nothing",
    "",
    "aliyun-prometheus/",
    "Aliyun-Prometheus",
    "aliyun-prometheus%20",
    "__proto__",
    "..",
    "constructor",
  ])("/event/push/alert/%s", async (type) => {
    const { status, error } = await hub.push(`${hub.url}/event/push/alert/${type}?integration_key=${keyOf(good)}`, {});
    expect({ status, code: error?.code }).toEqual({ status: 404, code: "RouteNotFound" });
  });

  test("the message names what came and what a push path looks like", async () => {
    const { error } = await hub.push(`${hub.url}/event/push/alert/nothing?integration_key=${keyOf(good)}`, {});
    expect(error?.message).toMatch(/"nothing"/);
    expect(error?.message).toContain("/event/push/alert/");
  });

  test.each(["/event/push/", "/event/push/change/standard", "/event/push/alert", "/event/pushalert/aliyun-prometheus"])(
    "%s",
    async (path) => {
      const { status, error } = await hub.push(`${hub.url}${path}?integration_key=${keyOf(good)}`, {});
      expect({ status, code: error?.code }).toEqual({ status: 404, code: "RouteNotFound" });
    },
  );

  test("P11: a key in the wrong place is not repeated in answer or log", async () => {
    const key = keyOf(good);
    for (const path of [`aliyun-prometheus&integration_key=${key}`, key, `aliyun-prometheus/${key}`]) {
      const { status, error } = await hub.push(`${hub.url}/event/push/alert/${path}`, {});
      expect(status).toBe(404);
      expect(error?.message).not.toContain(key.slice(0, 16));
    }
    expect(hub.logLines.join("")).not.toContain(key.slice(0, 16));
  });
});

describe("405 MethodNotAllowed, with the methods that are", () => {
  test.each(["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s", async (method) => {
    const { status, error, headers } = await hub.push(good.pushUrl, null, { method, contentType: null });
    expect({ status, code: error?.code, allow: headers.get("allow") }).toEqual({
      ...{ status: 405, code: "MethodNotAllowed", allow: "POST" },
    });
    expect(error?.message).toMatch(new RegExp(`POST, got ${method}`));
  });

  test("HEAD, which has no body to say it in", async () => {
    const { status, headers } = await hub.push(good.pushUrl, null, { method: "HEAD", contentType: null });
    expect({ status, allow: headers.get("allow") }).toEqual({ status: 405, allow: "POST" });
  });
});

describe("a query however it is encoded", () => {
  test.each([
    ["escaped", (key: string) => `?integration_key=${key.replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`],
    ["after other parameters", (key: string) => `?a=1&&=&b&integration_key=${key}&c=%ZZ&d=%`],
    ["given twice: the last one counts", (key: string) => `?integration_key=wrong&integration_key=${key}`],
    ["beside names of an object's prototype", (key: string) => `?__proto__=1&constructor=2&integration_key=${key}`],
    ["beside NUL and bytes that are no UTF-8", (key: string) => `?x=%00&y=%FF%FE&%00=%00&integration_key=${key}`],
    ["beside 1,000 others", (key: string) => `?${"a=1&".repeat(1_000)}integration_key=${key}`],
    ["beside an emoji", (key: string) => `?env=%F0%9F%94%A5&integration_key=${key}`],
  ])("200: %s", async (_how, search) => {
    const answer = await hub.push(base + search(keyOf(good)), cmsEvent());
    expect(answer).toMatchObject({ status: 200, error: null });
  });

  test.each([
    ["an array", (key: string) => `?integration_key[]=${key}`, /missing/],
    ["another case", (key: string) => `?Integration_Key=${key}`, /missing/],
    [
      "given twice, the wrong one last",
      (key: string) => `?integration_key=${key}&integration_key=wrong`,
      /not a valid/,
    ],
    ["with a second question mark", (key: string) => `?integration_key=${key}?x=1`, /not a valid/],
    ["with a space behind it", (key: string) => `?integration_key=${key}%20`, /not a valid/],
  ])("400: %s", async (_how, search, message) => {
    const answer = await hub.push(base + search(keyOf(good)), cmsEvent());
    expect(answer).toMatchObject({ status: 400, error: { code: "InvalidParameter" } });
    expect(answer.error?.message).toMatch(message);
  });
});

test("P2, P3: after all that a clean push works, nothing was answered 5xx, and the ledger holds the 200s", async () => {
  await expectCleanAfterwards(hub, good);
});
