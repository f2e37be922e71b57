import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One request as it goes over the wire. */
export type WireRequest = Buffer;

/** Writes a POST of JSON. */
export function wireRequest(path: string, body: object): WireRequest {
  const json = Buffer.from(JSON.stringify(body));
  const head = [
    `POST ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    `Content-Length: ${json.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), json]);
}

/**
 * Sends each queue over a connection of its own, one request after the answer to the one before, as fast as they are answered. Every
 * request goes out once and in its place, which a load generator that repeats a file cannot promise. Anything but a 200 is an error.
 * Resolves with the seconds from the first request to the last answer.
 */
export async function sendQueues(url: string, queues: readonly (readonly WireRequest[])[]): Promise<number> {
  const { hostname, port } = new URL(url);
  const sockets = await Promise.all(queues.map(() => open(hostname, Number(port))));
  const startedMs = performance.now();
  try {
    await Promise.all(queues.map((queue, i) => sendQueue(sockets[i], queue)));
    return (performance.now() - startedMs) / 1_000;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

async function open(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, "connect");
  return socket;
}

function sendQueue(socket: Socket | undefined, queue: readonly WireRequest[]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!socket) return resolve();
    let next = 0;
    let heard = "";
    const send = () => {
      const request = queue[next];
      next += 1;
      if (request) socket.write(request);
      else resolve();
    };
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the hub closed a connection of the load")));
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      if (!isWhole(heard)) return;
      if (!heard.startsWith("HTTP/1.1 200 ")) return reject(new Error(`the load was not answered 200: ${heard}`));
      heard = "";
      send();
    });
    send();
  });
}

function isWhole(answer: string): boolean {
  const headEnd = answer.indexOf("\r\n\r\n");
  if (headEnd === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, headEnd))?.[1];
  return answer.length >= headEnd + 4 + Number(length ?? 0);
}
