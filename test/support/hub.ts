import { pino } from "pino";
import { type Hub, type HubParts, startHub } from "../../server/compose.ts";
import { readSettings } from "../../server/config/read-settings.ts";
import { createAppKey } from "../../server/people/app-key-store.ts";
import { type Answer, type Api, createApi, readAnswer } from "./api.ts";
import { createMovingClock, type MovingClock } from "./moving-clock.ts";
import { type RawAnswer, type RawExchange, sendRaw } from "./raw-http.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/** The owner of every such hub. */
export const OWNER = { email: "owner@example.com", password: "correct horse battery staple" };

/** Headers and method of a push; POST with JSON when left out. `contentType: null` sends none. */
export type PushOptions = { method?: string; headers?: Record<string, string>; contentType?: string | null };

/** What a sender puts into a push; an object is sent as JSON. */
export type PushBody = string | Buffer | object | null;

/** The whole hub in this process: its clock stands still until moved, and nothing is processed before `settle`. */
export type TestHub = Hub & {
  clock: MovingClock;
  appKey: string;
  api: Api;
  /** Sends one push and reads the envelope of its answer. */
  push(url: string, body: PushBody, options?: PushOptions): Promise<Answer>;
  /** Sends bytes over a connection of its own, and reads what comes back until the hub closes it or enough came. */
  raw(exchange: Omit<RawExchange, "port">): Promise<RawAnswer[]>;
  /** Processes everything that was accepted. */
  settle(): Promise<void>;
  /** The status of every answer to `push` and `raw`, in order. */
  statuses: readonly number[];
  /** Everything that was logged, as the lines a log file would hold. */
  logLines: readonly string[];
};

/** What a story may choose. */
export type TestHubOptions = {
  clock?: MovingClock;
  /** A database that others use too; otherwise the hub has its own and removes it in the end. */
  on?: TestDatabase;
  /** Settings as environment variables, beside those every story has. */
  environment?: Readonly<Record<string, string>>;
  timeouts?: HubParts["timeouts"];
  /** Without an owner, as after the first start: `setUpLink` leads in, and there is no app key. */
  isNew?: boolean;
};

/** Limits are off: stories about limits set them. */
const ENVIRONMENT = {
  TOCSIN_PORT: "0",
  TOCSIN_PUSH_RATE_PER_SECOND: "0",
  TOCSIN_PUSH_RATE_PER_MINUTE: "0",
  TOCSIN_API_RATE_PER_SECOND: "0",
  TOCSIN_API_RATE_PER_MINUTE: "0",
};

const WITH_OWNER = { TOCSIN_OWNER_EMAIL: OWNER.email, TOCSIN_OWNER_PASSWORD: OWNER.password };

/** Starts a hub with an owner and an app key, on a database of its own unless one is given. */
export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const clock = options.clock ?? createMovingClock();
  const db = options.on ?? (await createTestDatabase());
  const logLines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => logLines.push(line) });
  const settings = readSettings({ ...ENVIRONMENT, ...(!options.isNew && WITH_OWNER), ...options.environment });
  const { timeouts } = options;
  const inline = { processing: "inline", ...(timeouts && { timeouts }) } as const;
  const hub = await startHub(settings, { address: db.address, dataDir: null, log, clock, ...inline });
  const appKey = options.isNew ? "" : await createOwnersKey(hub, clock.now());
  const statuses: number[] = [];
  return {
    ...hub,
    ...{ clock, appKey, statuses, logLines },
    api: createApi(hub.url, appKey),
    push: async (url, body, how) => {
      const answer = await push(url, body, how);
      statuses.push(answer.status);
      for (const name of ["x-request-id", "flashcat-request-id"]) {
        const id = answer.headers.get(name);
        if (id !== answer.requestId) throw new Error(`${name} is ${id}, the body says ${answer.requestId}`);
      }
      return answer;
    },
    raw: async (exchange) => {
      const answers = await sendRaw({ ...exchange, port: hub.port });
      statuses.push(...answers.map(({ status }) => status));
      return answers;
    },
    settle: hub.drain,
    stop: async () => {
      await hub.stop();
      if (!options.on) await db.drop();
    },
  };
}

async function createOwnersKey({ database }: Hub, nowMs: number): Promise<string> {
  return (await createAppKey(database, { email: OWNER.email, name: "story" }, nowMs)).key;
}

async function push(url: string, body: PushBody, options: PushOptions = {}): Promise<Answer> {
  const { method = "POST", contentType = "application/json" } = options;
  const headers = { ...(contentType !== null && { "content-type": contentType }), ...options.headers };
  const response = await fetch(url, { method, headers, body: bytesOf(body) });
  // An answer to HEAD has no body to read.
  if (method !== "HEAD") return readAnswer(response);
  const { status, headers: answered } = response;
  return { status, headers: answered, requestId: answered.get("x-request-id") ?? "", data: null, error: null };
}

/** Bytes, since `fetch` gives a string a Content-Type of its own. */
function bytesOf(body: PushBody): Buffer | null {
  if (body === null || Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
