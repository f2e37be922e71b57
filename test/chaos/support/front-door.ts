import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { TrialNode } from "./node.ts";

/** The defect that a front door gives its hub: it answers before the hub has committed, or it delivers every push twice. */
export type Defect = "answers early" | "delivers twice";

/**
 * A hub with a defect, for the runs that prove the checker: a door in front of a sound hub. The two are one thing; what the door
 * has not handed over when the hub is killed is gone.
 */
export type DefectiveNode = TrialNode & { defect: Defect };

type Delivery = { url: string; body: Buffer };

/** Early answers wait when this many deliveries of one sender do, so that memory has an end. */
const QUEUE_MAX = 5;
const RETRY_MS = 20;

/** From a start of the hub to its kill; what it still holds is gone with it. */
type Life = { agent: Agent; queues: Map<string, Delivery[]> };

/** Puts a door in front of a hub. */
export async function putDoorBefore(node: TrialNode): Promise<DefectiveNode> {
  let life: Life | null = null;

  /** Hands one push to the hub until it takes it; false when the hub was killed before it did. */
  const handOver = async (at: Life, { url, body }: Delivery): Promise<boolean> => {
    while (life === at) {
      if ((await post(at.agent, node.hub().url + url, body)) === 200) return true;
      await delay(RETRY_MS);
    }
    return false;
  };

  /** One delivery after the other, so that early answers lose pushes, not their order. */
  const empty = async (at: Life, url: string, queue: Delivery[]): Promise<void> => {
    for (let next = queue[0]; next && (await handOver(at, next)); next = queue[0]) queue.shift();
    at.queues.delete(url);
  };

  const answerEarly = async (at: Life, delivery: Delivery): Promise<boolean> => {
    while ((at.queues.get(delivery.url)?.length ?? 0) >= QUEUE_MAX && life === at) await delay(1);
    if (life !== at) return false;
    const queue = at.queues.get(delivery.url);
    if (queue) queue.push(delivery);
    else {
      const made = [delivery];
      at.queues.set(delivery.url, made);
      void empty(at, delivery.url, made);
    }
    return true;
  };

  const door = createServer(async (incoming, response) => {
    const at = life;
    const delivery = { url: incoming.url ?? "", body: await readAll(incoming) };
    const isTaken =
      at !== null &&
      (defective.defect === "answers early"
        ? await answerEarly(at, delivery)
        : (await handOver(at, delivery)) && (await handOver(at, delivery)));
    if (isTaken) answer(response);
    else response.destroy();
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));

  const die = () => {
    life?.agent.destroy();
    life = null;
    door.closeAllConnections();
  };
  const defective: DefectiveNode = {
    ...node,
    url: `http://127.0.0.1:${portOf(door.address())}`,
    defect: "answers early",
    start: async () => {
      await node.start();
      life = { agent: new Agent({ keepAlive: true }), queues: new Map() };
    },
    kill: () => {
      die();
      return node.kill();
    },
    destroy: async () => {
      die();
      await new Promise((resolve) => door.close(resolve));
      await node.destroy();
    },
  };
  return defective;
}

function answer(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => incoming.once("close", resolve));
  return Buffer.concat(chunks);
}

function post(agent: Agent, url: string, body: Buffer): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("close", () => resolve(response.statusCode ?? null));
    });
    sent.once("error", () => resolve(null));
    sent.end(body);
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address) return address.port;
  throw new Error("the door does not listen");
}
