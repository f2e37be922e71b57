import { expect, test } from "vitest";
import { z } from "zod";
import { operation } from "../../contract/operation.ts";
import { say } from "../../contract/saying.ts";
import { readAnswer } from "../../test/support/api-under-test.ts";
import { createTestDatabase } from "../../test/support/test-database.ts";
import { Refusal } from "../base/errors.ts";
import { bind } from "../operations/bound-operation.ts";
import { ensureAccount } from "../people/account-store.ts";
import { createAppKey } from "../people/app-key-store.ts";
import { createOwner } from "../people/person-store.ts";
import { openDatabase } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { createClientAddress } from "./client-address.ts";
import { createRateLimiter } from "./limits.ts";
import { createListener, type ListenerDeps } from "./listener.ts";

const sleep = statement("test.sleep", "select pg_sleep(5)");
const cancelled = statement("test.statement-timeout", "set statement_timeout = 1");
const declare = (path: `/${string}`) =>
  operation({
    ...{ method: "POST", path, summary: "", tag: "Members", permission: "authenticated" },
    ...{ input: z.object({}), output: z.object({ ok: z.boolean() }) },
  });

/** A promise and what resolves it. */
function createGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A listener with operations that fail in every way. */
async function start(overrides: Partial<ListenerDeps> = {}) {
  const db = await createTestDatabase();
  await ensureAccount(db.database, Date.now());
  await createOwner(db.database, { email: "a@b.c", password: "long enough" }, Date.now());
  const { key } = await createAppKey(db.database, { email: "a@b.c", name: "t" }, Date.now());
  const log: object[] = [];
  const held = createGate();
  const entered = createGate();
  const listener = createListener({
    operations: [
      bind(declare("/test/defect"), async () => {
        throw new Error("secret detail");
      }),
      bind(declare("/test/busy"), async () => {
        throw new Refusal("ServiceUnavailable", say("database_away"), 7);
      }),
      bind(declare("/test/slow-sql"), async () => {
        await db.database.transaction(async (tx) => {
          await tx.rows(cancelled);
          await tx.rows(sleep);
        });
        return { ok: true };
      }),
      bind(declare("/test/held"), async () => {
        entered.open();
        await held.opened;
        return { ok: true };
      }),
    ],
    database: db.database,
    clock: { now: () => Date.now() },
    clientAddress: createClientAddress([]),
    limiter: createRateLimiter({ perSecond: 0, perMinute: 0 }),
    log: { info: () => undefined, error: (event) => log.push(event) },
    onAnswered: () => undefined,
    isPush: () => false,
    onPush: (_request, response) => response.end(),
    health: {
      isReady: async () => ({ ready: false, because: "starting" }),
      metrics: async () => {
        throw new Error("no metrics");
      },
    },
    ...{ live: null, console: null },
    ...overrides,
  });
  const { port } = await listener.listen("127.0.0.1", 0);
  const url = `http://127.0.0.1:${port}`;
  const call = async (path: string) =>
    readAnswer(await fetch(`${url}${path}?app_key=${key}`, { method: "POST" }), path);
  return { db, log, listener, url, key, call, release: held.open, entered: entered.opened };
}

test("a defect is 500 InternalError with the request id and nothing of the inside; the log has the inside", async () => {
  const { listener, db, call, log } = await start();
  const answer = await call("/test/defect");
  expect(answer).toMatchObject({ status: 500, code: "InternalError" });
  expect(answer.message).toContain(String(answer.headers.get("x-request-id")));
  expect(answer.message).not.toContain("secret");
  expect(log).toMatchObject([{ event: "api.defect", operation: "/test/defect", err: { message: "secret detail" } }]);
  await listener.close();
  await db.drop();
});

test("503 ServiceUnavailable with Retry-After: a refusal that says so, a statement that takes too long", async () => {
  const { listener, db, call } = await start();
  const busy = await call("/test/busy");
  expect(busy).toMatchObject({
    status: 503,
    code: "ServiceUnavailable",
    message: "the database does not answer right now",
  });
  expect(busy.headers.get("retry-after")).toBe("7");
  const slow = await call("/test/slow-sql");
  expect(slow).toMatchObject({ status: 503, code: "ServiceUnavailable" });
  expect(slow.headers.get("retry-after")).toBe("5");
  await listener.close();
  await db.drop();
});

test("503 ServiceUnavailable when the database is away", async () => {
  const address = { socketDir: "/nonexistent", user: "u", password: "p", database: "d" };
  const away = openDatabase({ address, connectionsMax: 1, applicationName: "away", onError: () => undefined });
  const { listener, db, call } = await start({ database: away });
  expect(await call("/test/defect")).toMatchObject({ status: 503, code: "ServiceUnavailable" });
  await away.stop();
  expect(await call("/test/defect")).toMatchObject({ status: 503, code: "ServiceUnavailable" });
  await listener.close();
  await db.drop();
});

test("not ready is 503 with the reason; broken metrics are 500 without it", async () => {
  const { listener, db, url } = await start();
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, because: "starting" }]);
  const metrics = await fetch(`${url}/metrics`);
  expect([metrics.status, (await metrics.text()).includes("no metrics")]).toEqual([500, false]);
  await listener.close();
  await db.drop();
});

test("close lets what runs finish and takes nothing new", async () => {
  const { listener, db, url, call, release, entered } = await start();
  const running = call("/test/held");
  await entered;
  const closing = listener.close(5000);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  release();
  expect(await running).toMatchObject({ status: 200, data: { ok: true } });
  await closing;
  await db.drop();
});

test("close cuts off what does not finish in time", async () => {
  const { listener, db, call, release, entered } = await start();
  const running = call("/test/held").catch(() => "cut off");
  await entered;
  await listener.close(50);
  expect(await running).toBe("cut off");
  release();
  await db.drop();
});
