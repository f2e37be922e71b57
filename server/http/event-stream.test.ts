import { once } from "node:events";
import { createServer, request as httpRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { LiveEvent } from "../../contract/live.ts";
import { poll } from "../../test/support/poll.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A stream with somebody at the other end who reads when told. */
async function connect() {
  let opened: { stream: EventStream; response: ServerResponse } | null = null;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    opened = { stream: openEventStream(response), response };
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  const { port } = typeof address === "object" && address ? address : ({ port: 0 } satisfies Partial<AddressInfo>);
  const asking = httpRequest({ port, host: "127.0.0.1" }).end();
  const [answer] = await once(asking, "response");
  stops.push(async () => asking.destroy());
  const found = await poll(async () => opened);
  return { ...found, answer };
}

const at = (number: number) => ({ epoch: "ab", snapshot: `${number}:${number}:` });
const event = (id: number): LiveEvent => ({ name: "channel.changed", data: { items: [{ channel_id: id }] } });

test("a batch is whole before its id is told: the id goes with the last event", async () => {
  const { stream, answer } = await connect();
  let said = "";
  answer.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  stream.hear([], at(1));
  stream.hear([event(1), event(2)], at(2));
  stream.hear([], at(3));
  stream.end();
  await once(answer, "end");
  const data = (id: number) => `event: channel.changed\ndata: {"items":[{"channel_id":${id}}]}\n\n`;
  expect(said).toBe(`retry: 2000\n\nid: ab-1:1:\n: nothing new\n\n${data(1)}id: ab-2:2:\n${data(2)}`);
});

test("who does not read costs bounded memory, and is told to read everything anew when they read again", async () => {
  const { stream, response, answer } = await connect();
  const wide: LiveEvent = {
    name: "channel.changed",
    data: { items: Array.from({ length: 2_000 }, (_, id) => ({ channel_id: id + 1 })) },
  };
  answer.pause();
  let most = 0;
  for (let i = 1; i <= 1_000; i += 1) {
    stream.hear([wide], at(i));
    most = Math.max(most, response.writableLength);
  }
  // One batch more than the bound, for the one that reached it; a megabyte or two went to the sockets first.
  expect(most).toBeLessThan(512 * 1024);
  let said = "";
  answer.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  answer.resume();
  await poll(async () =>
    said.endsWith('id: ab-1000:1000:\nevent: resync\ndata: {"because":"you read too slowly"}\n\n'),
  );
  stream.hear([event(7)], at(1_001));
  await poll(async () =>
    said.endsWith('id: ab-1001:1001:\nevent: channel.changed\ndata: {"items":[{"channel_id":7}]}\n\n'),
  );
});
