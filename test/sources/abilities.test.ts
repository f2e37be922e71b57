import { createHmac } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { deliveryList } from "../../contract/operations/delivery.ts";
import { VIEWER } from "../../contract/role.ts";
import { createApi, createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import type { TestHub } from "../support/hub.ts";
import { latestDelivery, ledgerOf, listAlerts } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { addMember } from "../support/people.ts";
import { copyWithSources, type SourceCopy } from "../support/source-copy.ts";
import { execute } from "../support/sql.ts";

// What a source may ask of the hub besides being read: each by a throw-away source in a hub of its own copy, over HTTP.

const IDS = ["throw-away-get", "throw-away-pager", "throw-away-signed", "throw-away-topic"];

let copy: SourceCopy;
let hub: TestHub;
let channelId: number;
beforeAll(async () => {
  copy = copyWithSources(IDS);
  const path = pathToFileURL(join(copy.root, "test/support/hub.ts")).href;
  const copied: typeof import("../support/hub.ts") = await import(/* @vite-ignore */ path);
  hub = await copied.startTestHub({ environment: { TOCSIN_PUSH_RATE_PER_MINUTE: "20" } });
  channelId = await createChannel(hub.api, "Throw-away");
});
afterAll(async () => {
  await hub?.stop();
  copy.remove();
});

let integration: TestIntegration & { key: string };
const create = async (source: string) => {
  const made = await createIntegration(hub.api, hub.url, channelId, source);
  integration = { ...made, key: made.pushUrl.split("=").at(-1) ?? "" };
};

const event = (more: object = {}) => ({ title: "Disk full", event_status: "Critical", alert_key: "disk", ...more });

/** Sends what a sender with an own answer sends, and reads that answer as it is. */
async function send(path: string, body: object | string | null, headers: Record<string, string> = {}, method = "POST") {
  const text = body === null || typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${hub.url}${path}`, { method, headers, body: text });
  const { status } = response;
  return { status, type: response.headers.get("content-type"), text: await response.text() };
}

const outcome = async () => {
  await hub.settle();
  return latestDelivery(hub, integration.integrationId);
};

/** The pushes, taken or refused, in which the hub keeps a text. */
function findKept(text: string) {
  const bytes = `decode('${Buffer.from(text).toString("hex")}', 'hex')`;
  return execute(
    hub.database,
    `select 'taken' as push from journal where position(${bytes} in body) > 0 union all
     select 'refused' from rejected_push r where r::text like '%${text}%' or position(${bytes} in r.body) > 0`,
  );
}

/** P11: neither log nor journal nor what is kept of refused pushes has it. */
async function expectNowhere(secret: string) {
  expect(hub.logLines.join("")).not.toContain(secret);
  expect(await findKept(secret)).toEqual([]);
}

describe("a sender with its own address, own ways of giving the key, and its own answer", () => {
  beforeEach(() => create("throw-away-pager"));

  test.each([
    ["the query", "/event/push/alert/throw-away-pager?integration_key=KEY", {}, {}],
    ["the path", "/throw-away/KEY/enqueue", {}, {}],
    ["a header", "/v2/throw-away", { "x-routing-key": "KEY" }, {}],
    ["a header behind a word", "/v2/throw-away", { authorization: "Token KEY" }, {}],
    ["the body", "/v2/throw-away", {}, { routing_key: "KEY", again: ["a KEY b"] }],
    ["the body, by the push path", "/event/push/alert/throw-away-pager", {}, { routing_key: "KEY" }],
  ])("P1, P11: the key in %s: the push is taken, and the key is nowhere", async (_place, path, headers, body) => {
    const put = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value).replaceAll("KEY", integration.key));
    const answer = await send(put(path), event(put(body)), put(headers));
    expect({ status: answer.status, body: JSON.parse(answer.text) }).toEqual({
      ...{ status: 202, body: { status: "success", dedup_key: "disk" } },
    });
    expect((await outcome()).verdicts.counts).toEqual({ opened: 1 });
    await expectNowhere(integration.key);
  });

  test("its other method is taken too, any else is not", async () => {
    const headers = { "x-routing-key": integration.key };
    expect((await send("/v2/throw-away", event(), headers, "PUT")).status).toBe(202);
    expect((await send("/v2/throw-away", null, headers, "GET")).status).toBe(405);
    expect((await send("/v2/throw-away/more", event(), headers)).status).toBe(404);
  });

  test("a refusal is in its words too: of a body, of a key, of a missing key", async () => {
    const shape = z.object({ status: z.literal("invalid event"), errors: z.array(z.string()) });
    const refusal = async (body: object | string) => {
      const { status, text } = await send("/v2/throw-away", body);
      expect(status).toBe(400);
      return shape.parse(JSON.parse(text)).errors.join();
    };
    const key = integration.key;
    expect(await refusal({ routing_key: key })).toMatch(/title_rule/);
    expect(await refusal({ routing_key: "no-such-key" })).toMatch(/not a valid one/);
    for (const body of [{ routing_key: null }, {}, [], "no JSON", ""]) {
      expect(await refusal(body)).toMatch(/integration_key is missing/);
    }
    // Written in escapes it would not be found to be blanked out.
    const escaped = `{"routing_key":"${key[0]}\\u00${key.charCodeAt(1).toString(16)}${key.slice(2)}"}`;
    expect(await refusal(escaped)).toMatch(/integration_key is missing/);
    await expectNowhere(key.slice(2));
  });

  test("a body with the key in it may have 512 KiB, one with the key elsewhere may have more", async () => {
    const large = (bytes: number) => event({ routing_key: integration.key, pad: "x".repeat(bytes) });
    const { status, text } = await send("/v2/throw-away", large(512 * 1024));
    expect({ status, text }).toMatchObject({ status: 413, text: expect.stringContaining("524288") });
    expect((await send("/v2/throw-away", large(500 * 1024))).status).toBe(202);
    expect((await send("/v2/throw-away", large(600 * 1024), { "x-routing-key": integration.key })).status).toBe(202);
  });

  test("an address that sends no valid key is heard so often and no more; with a valid one it may go on", async () => {
    hub.clock.fastForward(minutes(2));
    const guess = () => send("/v2/throw-away", event({ routing_key: "guess" }));
    for (let count = 0; count < 15; count += 1) {
      expect((await guess()).status).toBe(400);
      if (count < 10) expect((await send("/v2/throw-away", event({ routing_key: integration.key }))).status).toBe(202);
    }
    for (let count = 15; count < 20; count += 1) expect((await guess()).status).toBe(400);
    const { status, text } = await guess();
    expect({ status, text }).toMatchObject({ status: 429, text: expect.stringContaining("without a valid") });
    hub.clock.fastForward(minutes(2));
    expect((await guess()).status).toBe(400);
  });
});

test("a sender that says everything in the query of a GET opens and recovers its alert", async () => {
  await create("throw-away-get");
  const say = (status: string) =>
    send(
      `/event/push/alert/throw-away-get?integration_key=${integration.key}&endpoint=web-01&metric=idle&priority=high&status=${status}`,
      null,
      {},
      "GET",
    );
  expect((await say("PROBLEM")).status).toBe(200);
  expect((await outcome()).verdicts.counts).toEqual({ opened: 1 });
  expect((await say("OK")).status).toBe(200);
  expect((await outcome()).verdicts.counts).toEqual({ recovered: 1 });
  expect(await listAlerts(hub, integration.integrationId)).toMatchObject([
    { title: "idle on web-01", alert_status: "Ok" },
  ]);
});

describe("a sender that signs", () => {
  const SECRET = "hush-hush-secret";
  beforeEach(async () => {
    await create("throw-away-signed");
    const settings = { secret: SECRET };
    const edited = await hub.api.call("/integration/update", { integration_id: integration.integrationId, settings });
    expect(edited.status).toBe(200);
  });
  const path = () => `/event/push/alert/throw-away-signed?integration_key=${integration.key}`;
  const sign = (body: string, secret = SECRET) => createHmac("sha256", secret).update(body).digest("hex");

  test("with the right signature a push is taken, and neither signature nor secret is kept", async () => {
    const body = JSON.stringify(event());
    expect((await send(path(), body, { "x-hook-signature": sign(body), "x-other": "kept" })).status).toBe(200);
    const { verdicts, request } = await outcome();
    expect(verdicts.counts).toEqual({ opened: 1 });
    expect(request?.headers).toMatchObject({ "x-other": "kept" });
    expect(request?.headers).not.toHaveProperty("x-hook-signature");
    await expectNowhere(sign(body));
    await expectNowhere(SECRET);
    expect(await findKept("x-other"), "what is kept would be found").toContainEqual({ push: "taken" });
  });

  test.each([
    ["a wrong one", (body: string) => sign(body, "another"), event()],
    ["none", () => undefined, event()],
    ["one of another body", () => sign("{}"), event()],
    ["one whose check fails", sign, event({ title: "throw" })],
  ])("P1: with %s it is 400, not in the journal, and its owner sees why", async (_what, signature, body) => {
    const text = JSON.stringify(body);
    const proof = signature(text);
    const answer = await send(path(), text, proof ? { "x-hook-signature": proof } : {});
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining("InvalidParameter") });
    expect(answer.text).toMatch(/signature made with the secret|a body that throw-away-signed can read/);
    await hub.settle();
    const shape = deliveryList.output;
    const list = () => hub.api.get("/delivery/list", { integration_id: integration.integrationId }, shape);
    await expect.poll(async () => (await list()).items.map((item) => item.outcome)).toEqual(["rejected"]);
    const journalled = await execute(
      hub.database,
      `select 1 from delivery where integration_id = ${integration.integrationId}`,
    );
    expect(journalled).toEqual([]);
    if (proof) await expectNowhere(proof);
  });

  test("P11: who may not manage integrations sees that there is a secret, and no more", async () => {
    const viewer = await addMember(hub.database, "Viewer", [VIEWER.id]);
    const read = async (key: string) => {
      const { data } = await createApi(hub.url, key).call("/integration/info", {
        integration_id: integration.integrationId,
      });
      return z.object({ settings: z.object({ secret: z.string() }) }).parse(data).settings.secret;
    };
    expect(await read(hub.appKey)).toBe(SECRET);
    expect(await read(viewer.key)).toBe("********");
  });
});

describe("a topic that has to be confirmed", () => {
  beforeEach(() => create("throw-away-topic"));
  const path = () => `/event/push/alert/throw-away-topic?integration_key=${integration.key}`;

  test("P2: a handshake is taken and stands in the ledger with its host, until somebody confirms it", async () => {
    const SubscribeURL = "https://topics.north-1.example.com/?Token=abc";
    expect((await send(path(), { SubscribeURL })).status).toBe(200);
    const delivery = await outcome();
    expect(delivery).toMatchObject({
      outcome: "ignored",
      because: expect.stringContaining("topics.north-1.example.com"),
    });
    expect(delivery.request?.body).toContain(SubscribeURL);
  });

  test("one that leads elsewhere is refused, and its owner sees why", async () => {
    const answer = await send(path(), { SubscribeURL: "https://169.254.169.254/latest/meta-data" });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining("a host that throw-away-topic has") });
    const list = async () => (await ledgerOf(hub, integration.integrationId)).items.map((item) => item.outcome);
    await expect.poll(list).toEqual(["rejected"]);
  });

  test("an answer may repeat what was sent, as plain text", async () => {
    const answer = await send(path(), event({ SessionID: "s-1" }));
    expect(answer).toEqual({ status: 200, type: "text/plain; charset=utf-8", text: "session s-1" });
    expect((await outcome()).verdicts.counts).toEqual({ opened: 1 });
  });
});
