import { z } from "zod";
import { ERROR_CODES } from "../../contract/errors.ts";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { inEnglish, type Saying, said } from "../../contract/saying.ts";
import { createIdSource } from "../../server/base/ids.ts";
import { isPush } from "../../server/flow/push-address.ts";
import { createClientAddress } from "../../server/http/client-address.ts";
import { createRateLimiter, type RateLimits } from "../../server/http/limits.ts";
import { createListener } from "../../server/http/listener.ts";
import { createLiveStreams } from "../../server/http/live-stream.ts";
import { findLane } from "../../server/integrations/flow-integration-store.ts";
import { createEnqueue } from "../../server/journal/enqueue.ts";
import { createJournal } from "../../server/journal/journal.ts";
import { startLiveFeed } from "../../server/live/live-feed.ts";
import { createOperations } from "../../server/operations/all.ts";
import { ensureAccount } from "../../server/people/account-store.ts";
import { createAppKey } from "../../server/people/app-key-store.ts";
import { createOwner } from "../../server/people/person-store.ts";
import type { Database } from "../../server/storage/database.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { isSayable } from "./sayings.ts";
import { createTestDatabase } from "./test-database.ts";

export const PUBLIC_URL = "https://hub.example.com";
export const OWNER_EMAIL = "owner@example.com";

/** What a call answered. `data` has been checked against the contract, so a test may look into it. */
export type CallAnswer = { status: number; code: string; message: string; data: Data; headers: Headers };

/** JSON of unknown shape that a test looks into; what is not there is undefined. */
export type Data = { readonly [key: string]: Data } & readonly Data[];

/** The API on a database of its own, without the path of events. */
export type ApiUnderTest = {
  database: Database;
  url: string;
  key: string;
  ownerId: number;
  teamId: number;
  /** Lines that were logged. */
  log: object[];
  /** Calls as the owner, or as the person behind another app key. */
  call(path: string, body?: unknown, headers?: Record<string, string>, key?: string): Promise<CallAnswer>;
  stop(): Promise<void>;
};

const envelope = z.object({
  request_id: z.string().min(20),
  data: z.unknown().optional(),
  // P12: whatever is refused can be said in every language of the console.
  error: z
    .object({ code: z.enum(Object.keys(ERROR_CODES)), message: z.string().min(1), said: said.min(1) })
    .refine((error) => error.message === inEnglish(error.said), "the message is not what was said")
    .refine((error) => error.said.every(isSayable), "something was said that has no words")
    .optional(),
});

/** Starts the API with an owner, a default team and an app key. `overload` may stop test events and replays. */
export async function startApi(
  limits: RateLimits = { perSecond: 0, perMinute: 0 },
  overload: () => Saying | null = () => null,
): Promise<ApiUnderTest> {
  const db = await createTestDatabase();
  const { database } = db;
  await ensureAccount(database, Date.now());
  const owner = await createOwner(database, { email: OWNER_EMAIL, password: "correct horse" }, Date.now());
  if (owner.outcome !== "created") throw new Error("a fresh database has an owner");
  const { key } = await createAppKey(database, { email: OWNER_EMAIL, name: "tests" }, Date.now());
  const log: object[] = [];
  const write = (event: object) => log.push(event);
  const journal = createJournal({
    ...{ database, partitions: createPartitions(database), clock: { now: () => Date.now() } },
    ...{ waitingBytesMax: 1024 * 1024, onCommit: () => undefined },
  });
  const laneOf = (integrationId: number) => findLane(database, integrationId);
  const enqueue = createEnqueue({ journal, newId: createIdSource(), laneOf, overload, onAccepted: () => undefined });
  const clock = { now: () => Date.now() };
  const feed = startLiveFeed({ database, onBatch: () => undefined, onTrouble: () => undefined });
  const limiter = createRateLimiter(limits);
  const listener = createListener({
    ...{ database, clock, limiter, clientAddress: createClientAddress([]) },
    live: createLiveStreams({
      ...{ database, clock, limiter, feed },
      ...{ log: { info: write }, onStreams: () => undefined },
    }),
    operations: createOperations({ database, publicUrl: () => PUBLIC_URL, enqueue }),
    log: { info: write, error: write },
    onAnswered: () => undefined,
    isPush,
    onPush: (_request, response) => response.writeHead(200).end("push"),
    health: { isReady: async () => ({ ready: true, because: "" }), metrics: async () => "up 1\n" },
    console: null,
  });
  const { port } = await listener.listen("127.0.0.1", 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    ...{ database, url, key, log, ownerId: owner.personId, teamId: owner.teamId },
    call: (path, body = {}, headers = {}, appKey = key) => call(`${url}${path}?app_key=${appKey}`, path, body, headers),
    stop: async () => {
      await listener.close(1000);
      await feed.stop();
      await journal.stop();
      await db.drop();
    },
  };
}

async function call(url: string, path: string, body: unknown, headers: Record<string, string>): Promise<CallAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return readAnswer(response, path);
}

/** Reads an envelope, and holds a success to the contract: every field, and no other. */
export async function readAnswer(response: Response, path: string): Promise<CallAnswer> {
  const { request_id, data, error } = envelope.parse(await response.json());
  const { status, headers } = response;
  if (headers.get("x-request-id") !== request_id || headers.get("flashcat-request-id") !== request_id) {
    throw new Error("the request id of the headers is not the body's");
  }
  if ((status === 200) !== (error === undefined))
    throw new Error(`status ${status} with error ${JSON.stringify(error)}`);
  if (status === 200) holdToContract(path, data);
  return { status, code: error?.code ?? "OK", message: error?.message ?? "", data: readData(data), headers };
}

function holdToContract(path: string, data: unknown): void {
  const operation = OPERATIONS.find((one) => one.path === path);
  if (!operation) return;
  const parsed = operation.output.parse(data);
  const given = JSON.stringify(sorted(data));
  const declared = JSON.stringify(sorted(parsed));
  if (given !== declared) throw new Error(`${path} answers what its contract does not declare:\n${given}\n${declared}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

const anything = z.custom<Data>(() => true);

function readData(data: unknown): Data {
  return anything.parse(data);
}
