import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";

/** How a fake hub answers one request. */
export type FakeAnswer = { status: number; body?: string; afterMs?: number; half?: boolean };

/** A hub that only remembers what it was sent. */
export type Receiver = {
  url: string;
  bodies: string[];
  headers: NodeJS.Dict<string | string[]>[];
  connections(): number;
  underWayMax(): number;
  stop(): Promise<void>;
};

/** Starts a receiver on a free port; `answer` gets the number of the request, from 0, and its body. */
export async function startReceiver(answer: (index: number, body: string) => FakeAnswer): Promise<Receiver> {
  const seen: Pick<Receiver, "bodies" | "headers"> = { bodies: [], headers: [] };
  let connections = 0;
  let underWay = 0;
  let underWayMax = 0;
  const server = createServer((request, response) => {
    underWay += 1;
    underWayMax = Math.max(underWayMax, underWay);
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const { afterMs = 0, ...reply } = answer(seen.bodies.length, body);
      seen.bodies.push(body);
      seen.headers.push(request.headers);
      const timer = setTimeout(() => end(response, reply), afterMs);
      response.on("close", () => {
        clearTimeout(timer);
        underWay -= 1;
      });
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...seen,
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    connections: () => connections,
    underWayMax: () => underWayMax,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      // The handle outlives the event by a turn of the event loop, and would look like a leak.
      await nextTurn();
    },
  };
}

function end(response: ServerResponse, { status, body = "{}", half }: FakeAnswer): void {
  response.writeHead(status, { "content-type": "application/json" });
  if (half) response.write(body.slice(0, 1));
  else response.end(body);
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address) return address.port;
  throw new Error("the receiver does not listen");
}
