import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "../../contract/limits.ts";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { type PushBody, type PushOptions, startTestHub, type TestHub } from "../support/hub.ts";
import { expectCleanAfterwards, lastTimeOf, ledgerOf, pushAndSettle } from "../support/ledger.ts";

// Bodies nobody can read, too large ones and odd encodings: the answers of docs/reference/rules.md (U2), and nothing else happens.

let hub: TestHub;
let good: TestIntegration;

beforeAll(async () => {
  hub = await startTestHub();
  good = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Good"));
});
afterAll(() => hub.stop());

const json = () => Buffer.from(JSON.stringify(cmsEvent()));

async function expectRefused(status: number, code: string, message: RegExp, body: PushBody, options?: PushOptions) {
  const answer = await hub.push(good.pushUrl, body, options);
  expect({ status: answer.status, code: answer.error?.code }).toEqual({ status, code });
  expect(answer.error?.message).toMatch(message);
}

async function expectAccepted(body: PushBody, options?: PushOptions) {
  const answer = await hub.push(good.pushUrl, body, options);
  expect(answer).toMatchObject({ status: 200, error: null });
  return answer.data;
}

describe("bodies that cannot be parsed: 400 BadRequest, with what was expected, what came, and where", () => {
  test.each([
    ["cut off", '{"status": "OCCURRED", ', /expected JSON.*the end of the body at line 1, column 24/],
    ["on its third line", '{\n"status": "OCCURRED",\n oops }', /"o" at line 3, column 2/],
    ["single quotes", "{'status': 'OCCURRED'}", /"'" at line 1, column 2/],
    ["a trailing comma", '{"status":"OCCURRED",}', /"}" at line 1, column 22/],
    ["NaN", '{"value": NaN}', /"N" at line 1, column 11/],
    ["Infinity", '{"value": -Infinity}', /"I" at line 1, column 12/],
    ["prose", "something is wrong with the shop", /"s" at line 1, column 1/],
    ["XML", "<alert/>", /"<" at line 1, column 1/],
    ["a NUL", "\0", /U\+0000 at line 1, column 1/],
    ["random bytes", Buffer.from([0x8f, 0x00, 0xff, 0xfe, 0x12]), /U\+FFFD|"\uFFFD"/],
    ["100,000 arrays that never close", "[".repeat(100_000), /line 1, column|too deep/],
  ])("%s", (_what, body, message) => expectRefused(400, "BadRequest", message, body));
});

describe("JSON of the wrong shape: 400 InvalidParameter, naming the field", () => {
  test.each([
    ["a number", "42", /body: expected an object or an array of objects, got a number/],
    ["a string", '"down"', /got a string/],
    ["true", "true", /got a boolean/],
    ["a list of numbers", "[1, 2]", /\[0\]: expected an object, got a number; \[1\]: expected an object, got a number/],
    ["alerts that are none", '{"alerts": [null, 5]}', /alerts\[0\]: expected an object, got null/],
    ["four bad ones", "[1, 2, 3, 4]", /; and 1 more/],
  ])("%s", (_what, body, message) => expectRefused(400, "InvalidParameter", message, body));
});

test("the good events of a body are accepted beside the bad ones, which the answer and the ledger name", async () => {
  const data = await expectAccepted([cmsEvent({ rule: "beside" }), 5, cmsEvent({ rule: "beside 2" })]);
  expect(data).toMatchObject({
    ...{ accepted: 2, rejected: 1 },
    items: [{ index: 0 }, { index: 1, alert_key: "", error: "[1]: expected an object, got a number" }, { index: 2 }],
  });
  await hub.settle();
  const [newest] = (await ledgerOf(hub, good.integrationId)).items;
  expect(newest).toMatchObject({ outcome: "processed", event_cnt: 2, verdict_counts: { opened: 2 } });
});

describe("Content-Type never refuses", () => {
  const types = [
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "image/png",
    "nonsense",
    "application/json; charset=gbk",
  ];
  test.each([...types, null])("%s with good JSON", async (contentType) => {
    expect(await expectAccepted(json(), { contentType })).toEqual({ alert_key: expect.any(String) });
  });
});

describe("nothing at all is a Test button: 200, and the latest event time moves", () => {
  test.each([
    ["no body", null],
    ["an empty body", ""],
    ["whitespace", " \r\n\t "],
    ["null", "null"],
    ["an empty object", "{}"],
    ["an empty list", "[]"],
  ])("%s", async (_what, body) => {
    hub.clock.fastForward(1000);
    await expectAccepted(body);
    await hub.settle();
    const [newest] = (await ledgerOf(hub, good.integrationId)).items;
    expect(newest).toMatchObject({ outcome: "ignored", received_at: hub.clock.now() });
    expect(await lastTimeOf(hub, good.integrationId)).toBe(Math.floor(hub.clock.now() / 1000));
  });
});

describe("Content-Encoding", () => {
  const encoded = (encoding: string): PushOptions => ({ headers: { "content-encoding": encoding } });

  test.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZIP", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["identity", (body: Buffer) => body],
  ])("%s is read", async (encoding, encode) => {
    expect(await expectAccepted(encode(json()), encoded(encoding))).toEqual({ alert_key: expect.any(String) });
  });

  test.each(["zstd", "compress", "gzip, gzip", "nonsense", "__proto__", "constructor"])(
    "%s is refused by name",
    (encoding) =>
      expectRefused(
        400,
        "InvalidContentType",
        new RegExp(`gzip, deflate, br or none, got ${encoding}`),
        json(),
        encoded(encoding),
      ),
  );

  const broken = /not what its Content-Encoding says/;
  test("broken gzip", () => expectRefused(400, "BadRequest", broken, "not gzip", encoded("gzip")));
  test("gzip that ends too early", () =>
    expectRefused(400, "BadRequest", broken, gzipSync(json()).subarray(0, -9), encoded("gzip")));
  test("gzip with a wrong checksum", () => {
    const body = gzipSync(json());
    body.writeUInt32LE(body.readUInt32LE(body.length - 8) ^ 1, body.length - 8);
    return expectRefused(400, "BadRequest", broken, body, encoded("gzip"));
  });
  test("plain JSON called br", () => expectRefused(400, "BadRequest", broken, json(), encoded("br")));
  test("gzip nobody said it was", () => expectRefused(400, "BadRequest", /U\+001F at line 1/, gzipSync(json())));

  test("a gigabyte of zeros in a megabyte of gzip is refused before it is a gigabyte", async () => {
    const megabyte = gzipSync(Buffer.alloc(1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 1024 }, () => megabyte));
    const before = process.memoryUsage().rss;
    await expectRefused(413, "EntityTooLarge", /at most 16777216 bytes after inflating/, bomb, encoded("gzip"));
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});

describe("sizes", () => {
  const padded = (bytes: number) => {
    const start = `{"status":"OCCURRED","ruleId":"large","subject":"`;
    return Buffer.from(`${start}${"x".repeat(bytes - start.length - 2)}"}`);
  };

  test("exactly 16 MiB is accepted and processed", async () => {
    const body = padded(LIMITS.bodyBytesMax);
    expect(body).toHaveLength(LIMITS.bodyBytesMax);
    expect(await pushAndSettle(hub, good, body)).toEqual(["opened"]);
  });

  test("one byte more is refused", () =>
    expectRefused(413, "EntityTooLarge", /at most 16777216 bytes.*got 16777217/, padded(LIMITS.bodyBytesMax + 1)));

  test("10,000 events are accepted and processed, and the answer shows the first 100", async () => {
    const events = Array.from({ length: LIMITS.eventsMax }, (_, i) => cmsEvent({ rule: "many", entity: `pod-${i}` }));
    const data = await expectAccepted(events);
    expect(data).toMatchObject({ accepted: LIMITS.eventsMax, rejected: 0, items: { length: 100 } });
    await hub.settle();
    const [newest] = (await ledgerOf(hub, good.integrationId)).items;
    expect(newest).toMatchObject({ event_cnt: LIMITS.eventsMax, verdict_counts: { opened: LIMITS.eventsMax } });
  });

  test("10,001 events are refused", async () => {
    const events = Array.from({ length: LIMITS.eventsMax + 1 }, () => cmsEvent());
    await expectRefused(413, "EntityTooLarge", /at most 10000 events in one push, got more than 10000/, events);
    await expectRefused(413, "EntityTooLarge", /at most 10000 events/, {
      alerts: events.map(() => ({ labels: { a: "b" } })),
    });
  });
});

test("P2, P3: after all that a clean push works, nothing was answered 5xx, and the ledger holds the 200s", async () => {
  await expectCleanAfterwards(hub, good);
});
