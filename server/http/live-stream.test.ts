import { request as httpRequest } from "node:http";
import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { poll } from "../../test/support/poll.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { Refusal } from "../base/errors.ts";
import { ensureAccount } from "../people/account-store.ts";
import { createAppKey } from "../people/app-key-store.ts";
import { createOwner } from "../people/person-store.ts";
import type { Queryable } from "../storage/database.ts";
import { createRateLimiter } from "./limits.ts";
import { createLiveStreams } from "./live-stream.ts";

let db: TestDatabase;
let key = "";
beforeAll(async () => {
  db = await createTestDatabase();
  await ensureAccount(db.database, Date.now());
  await createOwner(db.database, { email: "a@b.c", password: "long enough" }, Date.now());
  ({ key } = await createAppKey(db.database, { email: "a@b.c", name: "t" }, Date.now()));
});
afterAll(() => db.drop());

/** What a request is refused with by streams that were closed. */
async function refusalWhenClosed(): Promise<unknown> {
  const streams = createLiveStreams({
    database: db.database,
    clock: { now: () => Date.now() },
    limiter: createRateLimiter({ perSecond: 0, perMinute: 0 }),
    feed: { listen: () => () => undefined, stop: async () => undefined },
    log: { info: () => undefined },
    onStreams: () => undefined,
  });
  let refusal: unknown = null;
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    refusal = error;
    return reply.code(500).send("");
  });
  streams.mount(app);
  streams.close();
  await app.inject({ url: "/live", headers: { authorization: `Bearer ${key}` } });
  await app.close();
  return refusal;
}

test("503 with Retry-After while the hub stops", async () => {
  const refusal = await refusalWhenClosed();
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: "ServiceUnavailable", message: "the hub is stopping", retryAfterSeconds: 5 });
});

/** Statements that wait until they may go on, and how many are under way. */
function holdBack(db: Queryable, mayGoOn: Promise<void>): Queryable & { underWay(): number; begun(): number } {
  let begun = 0;
  let ended = 0;
  const held = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    begun += 1;
    await mayGoOn;
    return run().finally(() => {
      ended += 1;
    });
  };
  return {
    rows: (statement, values) => held(() => db.rows(statement, values)),
    find: (statement, values) => held(() => db.find(statement, values)),
    copy: (into, rows) => held(() => db.copy(into, rows)),
    begun: () => begun,
    underWay: () => begun - ended,
  };
}

test("whoever leaves while they are recognised has no stream: it would take a place and keep the hub from ending", async () => {
  let goOn: () => void = () => undefined;
  const database = holdBack(
    db.database,
    new Promise((resolve) => {
      goOn = resolve;
    }),
  );
  const opened: string[] = [];
  const streams = createLiveStreams({
    ...{ database, clock: { now: () => Date.now() }, limiter: createRateLimiter({ perSecond: 0, perMinute: 0 }) },
    feed: { listen: () => () => undefined, stop: async () => undefined },
    log: { info: (_event, message) => opened.push(message) },
    onStreams: (count) => opened.push(`${count} open`),
  });
  const app = Fastify();
  app.addHook("onRequest", (_request, reply, done) => {
    reply.raw.once("close", goOn);
    done();
  });
  streams.mount(app);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const asking = httpRequest(`${url}/live`, { headers: { authorization: `Bearer ${key}` } }).on(
    "error",
    () => undefined,
  );
  asking.end();
  await poll(async () => database.begun() > 0);
  asking.destroy();
  await poll(async () => database.underWay() === 0);
  expect(opened).toEqual([]);
  await app.close();
});
