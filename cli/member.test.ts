import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../server/base/package-root.ts";
import { ensureAccount } from "../server/people/account-store.ts";
import { findPersonToSignIn } from "../server/people/person-store.ts";
import { findSessionHolder, startSession } from "../server/people/session-store.ts";
import { addMember, PASSWORD } from "../test/support/people.ts";
import { createTestDatabase, type TestDatabase } from "../test/support/test-database.ts";

const NEW_PASSWORD = "another long one";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await ensureAccount(db.database, Date.now());
});
afterAll(() => db.drop());

/** Runs `tocsin member reset-password` with this on its standard input. */
async function reset(email: string, input: string) {
  const { socketDir, user, password, database } = db.address;
  const url = `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(socketDir)}`;
  const args = [join(packageRoot, "dist", "cli", "main.js"), "member", "reset-password", "--email", email];
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH ?? "", DATABASE_URL: url } });
  child.stdin.end(input);
  const [printed, failed] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { printed, failed };
}

test("member reset-password sets the password that is piped in and ends sessions", async () => {
  const { email, personId } = await addMember(db.database, "Forgetful", []);
  const session = await startSession(db.database, personId, { address: "", userAgent: "" }, Date.now());
  const { printed, failed } = await reset(email.toUpperCase(), `${NEW_PASSWORD}\n`);
  expect(failed).toBe("");
  expect(printed).toContain("has the new password");
  expect(printed).not.toContain(NEW_PASSWORD);
  expect(await findPersonToSignIn(db.database, email, PASSWORD)).toBeNull();
  expect(await findPersonToSignIn(db.database, email, NEW_PASSWORD)).toMatchObject({ personId });
  expect(await findSessionHolder(db.database, session, Date.now())).toBeNull();
});

test("member reset-password says why not: too short, nothing, nobody", async () => {
  const { email } = await addMember(db.database, "Careful", []);
  expect((await reset(email, "short\n")).failed).toContain("password: expected 8 to 1024 characters, got 5");
  expect((await reset(email, "")).failed).toContain("got 0");
  expect((await reset("nobody@example.com", NEW_PASSWORD)).failed).toContain("there is no enabled person");
  expect(await findPersonToSignIn(db.database, email, PASSWORD)).not.toBeNull();
});
