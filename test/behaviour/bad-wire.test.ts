import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChannel, createIntegration, type TestIntegration } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { expectCleanAfterwards, expectRefusal } from "../support/ledger.ts";
import { poll } from "../support/poll.ts";

// Senders that speak HTTP badly, hastily, or go away half-way.

let hub: TestHub;
let good: TestIntegration;
let path: string;

beforeAll(async () => {
  hub = await startTestHub();
  good = await createIntegration(hub.api, hub.url, await createChannel(hub.api, "Good"));
  path = good.pushUrl.slice(hub.url.length);
});
afterAll(() => hub.stop());

const MEGABYTE = 1024 * 1024;
const body = JSON.stringify(cmsEvent());

function head(headers: readonly string[], version = "1.1"): string {
  return `${[`POST ${path} HTTP/${version}`, "Host: hub", ...headers].join("\r\n")}\r\n\r\n`;
}

const sized = (text: string, ...headers: string[]) =>
  head([`Content-Length: ${Buffer.byteLength(text)}`, ...headers]) + text;

/** The pushes whose sender went away, as the log counts them. */
const hungUp = () => hub.logLines.filter((line) => line.includes('"HungUp"')).length;

describe("senders that go away half-way leave nothing behind", () => {
  const leave = async (...chunks: (string | Buffer)[]) => {
    const before = hungUp();
    expect(await hub.raw({ chunks, hangUp: true })).toEqual([]);
    await poll(async () => hungUp() > before);
  };
  const thousand = "Content-Length: 1000";

  test("before the body, while the hub still looks for the key", () => leave(head([thousand])));
  test("before the body", () => leave(head([thousand])));
  test("in the middle of a plain body", () => leave(head([thousand]), body.slice(0, 100)));
  test("in the middle of a chunked body", () =>
    leave(head(["Transfer-Encoding: chunked"]), "40\r\n", body.slice(0, 20)));
  test("in the middle of a gzipped body", () =>
    leave(head([thousand, "Content-Encoding: gzip"]), gzipSync(body).subarray(0, 40)));
  test("in the middle of the body of a wrong key", async () => {
    const wrong = head([thousand]).replace("integration_key=", "integration_key=0");
    expect(await hub.raw({ chunks: [wrong, "abc"], hangUp: true })).toEqual([]);
  });

  test("in the middle of the headers", async () => {
    expect(await hub.raw({ chunks: ["POST /event/pu"], hangUp: true })).toEqual([]);
    expect(await hub.raw({ chunks: [], hangUp: true })).toEqual([]);
  });
});

describe("17 MiB are refused with an answer the sender can read, however they come", () => {
  const chunk = Buffer.alloc(MEGABYTE, "x");
  const seventeen = Array.from({ length: 17 }, () => chunk);

  test("announced by Content-Length: before the body is read", async () => {
    const [answer] = await hub.raw({ chunks: [head([`Content-Length: ${17 * MEGABYTE}`]), ...seventeen] });
    expectRefusal(answer, 413, "EntityTooLarge", /at most 16777216 bytes after inflating, got 17825792 bytes/);
    expect(answer?.headers.connection).toBe("close");
  });

  test.each([16.5, 17, 64])(
    "announced %d MiB, by a sender that reads no answer before it has sent all",
    async (size) => {
      const parts = Array.from({ length: size * 2 }, () => chunk.subarray(0, MEGABYTE / 2));
      const [answer] = await hub.raw({
        chunks: [head([`Content-Length: ${size * MEGABYTE}`]), ...parts],
        writesFirst: true,
      });
      expectRefusal(answer, 413, "EntityTooLarge", /at most 16777216 bytes/);
    },
  );

  test("announced, and the sender waits to be told to go on", async () => {
    const headers = [`Content-Length: ${17 * MEGABYTE}`, "Expect: 100-continue"];
    const [answer] = await hub.raw({ chunks: [head(headers)] });
    expectRefusal(answer, 413, "EntityTooLarge", /at most/);
  });

  test("chunked: once the 16 MiB are passed", async () => {
    const size = `${MEGABYTE.toString(16)}\r\n`;
    const framed = seventeen.flatMap((part) => [size, part, "\r\n"]);
    const [answer] = await hub.raw({ chunks: [head(["Transfer-Encoding: chunked"]), ...framed, "0\r\n\r\n"] });
    expectRefusal(answer, 413, "EntityTooLarge", /at most 16777216 bytes.*got more than/);
  });
});

describe("unusual but right", () => {
  test("pipelined requests are answered in their order, a bad one between good ones", async () => {
    const answers = await hub.raw({ chunks: [sized(body) + sized("{") + sized(body) + sized("")], answers: 4 });
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 200]);
    expect(new Set(answers.map((answer) => answer.body?.request_id)).size).toBe(4);
  });

  test("HTTP/1.0", async () => {
    const [answer] = await hub.raw({ chunks: [head([`Content-Length: ${body.length}`], "1.0") + body] });
    expect(answer).toMatchObject({ status: 200, headers: { connection: "close" } });
  });

  test("chunks of one byte, with extensions and trailers", async () => {
    const chunks = [...body].map((char) => `1;name=value\r\n${char}\r\n`);
    const framed = `${head(["Transfer-Encoding: chunked"])}${chunks.join("")}0\r\nX-Trailer: yes\r\n\r\n`;
    expect(await hub.raw({ chunks: [framed] })).toMatchObject([{ status: 200 }]);
  });

  test("100 headers, empty ones, very long ones, bytes that are no ASCII, a request id of the sender's own", async () => {
    const many = Array.from({ length: 100 }, (_, i) => `X-Header-${i}: ${"v".repeat(60)}`);
    const odd = [
      "X-Empty:",
      "X-Bytes: \u00ff\u00e9",
      "X-Request-Id: mine",
      "Cookie: a=b",
      "Content-Type:",
      "Accept: */*;q=∞",
    ];
    const [answer] = await hub.raw({ chunks: [sized(body, ...many, ...odd)] });
    expect(answer?.status).toBe(200);
    expect(answer?.body?.request_id).not.toBe("mine");
  });

  test("Expect: 100-continue is answered, then the push", async () => {
    expect(await hub.raw({ chunks: [sized(body, "Expect: 100-continue")] })).toMatchObject([{ status: 200 }]);
  });
});

describe("bytes that are no HTTP: refused in our words, with a request id", () => {
  test.each([
    ["a greeting", "HELO hub\r\n\r\n", 400, /expected an HTTP\/1.1 request/],
    ["TLS", Buffer.from("16030100a5010000a10303", "hex"), 400, /expected an HTTP\/1.1 request/],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, /expected an HTTP\/1.1 request/],
    [
      "a Content-Length that is no number",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n",
      400,
      /expected/,
    ],
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, /expected/],
    [
      "headers of 100 KB",
      `POST / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`,
      431,
      /at most \d+ bytes/,
    ],
  ])("%s", async (_what, chunk, status, message) => {
    const [answer] = await hub.raw({ chunks: [chunk] });
    expectRefusal(answer, status, "BadRequest", message);
  });
});

test("P2, P3: after all that a clean push works, nothing was answered 5xx, and the ledger holds the 200s", async () => {
  await expectCleanAfterwards(hub, good);
});
