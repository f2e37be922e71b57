import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../server/base/package-root.ts";
import { setUp } from "../server/people/set-up.ts";
import { createTestDatabase, type TestDatabase } from "../test/support/test-database.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** What `tocsin set-up-link` prints. */
async function print(): Promise<string> {
  const { socketDir, user, password, database } = db.address;
  const url = `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(socketDir)}`;
  const env = { PATH: process.env.PATH ?? "", DATABASE_URL: url, TOCSIN_PUBLIC_URL: "https://hub.example.com" };
  const child = spawn(process.execPath, [join(packageRoot, "dist", "cli", "main.js"), "set-up-link"], { env });
  const [printed, failed] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(failed).toBe("");
  return printed;
}

test("set-up-link prints a link that makes the owner, and none once there is one", async () => {
  const printed = await print();
  expect(printed).toMatch(/^https:\/\/hub\.example\.com\/setup#token=[0-9a-f]{64}\n$/);
  const token = printed.trim().split("#token=")[1] ?? "";
  const owner = { email: "owner@example.com", password: "long enough" };
  expect(await setUp(db.database, token, owner, Date.now())).toMatchObject({ email: owner.email, isOwner: true });
  expect(await print()).toContain("has its owner already");
});
