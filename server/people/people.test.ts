import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { Refusal } from "../base/errors.ts";
import { statement } from "../storage/statement.ts";
import { ensureAccount, getAccount, nextEntityId } from "./account-store.ts";
import { createAppKey, findKeyHolder } from "./app-key-store.ts";
import { createOwner, findOwner } from "./person-store.ts";
import { findTeam } from "./team-store.ts";

const NOW = Date.parse("2026-11-20T00:00:00Z");
const OWNER = { email: "Ada@example.com", password: "long enough" };
const storedKeys = statement<{ hash: Buffer; hint: string }>(
  "test.stored-keys",
  "select key_hash as hash, key_hint as hint from app_key",
);
const storedPassword = statement<{ hash: string }>("test.stored-password", "select password_hash as hash from person");

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("the account is made once, also by nodes that start together", async () => {
  await expect(getAccount(db.database)).rejects.toThrow("account is missing");
  const made = await Promise.all([1, 2, 3, 4].map(() => ensureAccount(db.database, NOW)));
  expect(new Set(made.map((account) => account.accountId)).size).toBe(1);
  expect(made[0]).toMatchObject({ accountName: "Tocsin", locale: "en-US", timeZone: "UTC", createdAt: NOW / 1000 });
  const id = await nextEntityId(db.database);
  expect(String(id)).toMatch(/^\d{13}$/);
  expect(id % 1000).toBe(made[0]?.idSuffix);
});

test("an owner who cannot be one is refused", async () => {
  for (const wrong of [
    { ...OWNER, email: "ada" },
    { ...OWNER, password: "short" },
    { ...OWNER, password: "x".repeat(1025) },
  ]) {
    await expect(createOwner(db.database, wrong, NOW)).rejects.toThrow(Refusal);
  }
  expect(await findOwner(db.database)).toBeNull();
});

test("the owner is made once, in a default team, and never overwritten", async () => {
  const made = await Promise.all([1, 2, 3].map(() => createOwner(db.database, OWNER, NOW)));
  expect(made.map((creation) => creation.outcome).sort()).toEqual(["created", "exists", "exists"]);
  expect(await createOwner(db.database, { email: "eve@example.com", password: "long enough" }, NOW)).toMatchObject({
    outcome: "exists",
  });
  const owner = await findOwner(db.database);
  expect(owner).toMatchObject({ email: OWNER.email, personName: "Ada", status: "enabled" });
  const team = await findTeam(db.database, { teamId: 0, teamName: "Default team", refId: "" });
  expect(team).toMatchObject({ person_ids: [owner?.personId], creator_id: owner?.personId });
  expect((await db.database.find(storedPassword))?.hash).toMatch(/^\$argon2id\$/);
});

test("P11: an app key is shown once and kept as a hash", async () => {
  const { key, hint } = await createAppKey(db.database, { email: "ada@EXAMPLE.com", name: "cli" }, NOW);
  expect(key).toMatch(/^tk_[0-9a-f]{64}$/);
  expect(hint).toBe(key.slice(-4));
  const [stored] = await db.database.rows(storedKeys);
  expect(stored?.hint).toBe(hint);
  expect(JSON.stringify(stored)).not.toContain(key.slice(3));
  expect(await findKeyHolder(db.database, key, Date.now())).toMatchObject({ person: { email: OWNER.email } });
  expect(await findKeyHolder(db.database, `${key}0`, Date.now())).toBeNull();
});

test("at most five keys a person, also when asked for at once", async () => {
  const asked = await Promise.allSettled(
    [1, 2, 3, 4, 5, 6].map((i) => createAppKey(db.database, { email: OWNER.email, name: `k${i}` }, NOW)),
  );
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  await expect(createAppKey(db.database, { email: OWNER.email, name: "more" }, NOW)).rejects.toThrow(
    "5 app keys already",
  );
  await expect(createAppKey(db.database, { email: "nobody@example.com", name: "x" }, NOW)).rejects.toThrow(
    "no enabled person",
  );
});
