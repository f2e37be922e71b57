import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { Refusal } from "../base/errors.ts";
import { ensureAccount } from "../people/account-store.ts";
import { createAppKey } from "../people/app-key-store.ts";
import { createOwner } from "../people/person-store.ts";
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
