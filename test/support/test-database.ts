import { inject } from "vitest";
import { randomHex } from "../../server/base/ids.ts";
import { type Database, openDatabase, type SocketAddress } from "../../server/storage/database.ts";

/** A migrated, empty database of the test's own. */
export type TestDatabase = { database: Database; address: SocketAddress; drop(): Promise<void> };

/** Copies the migrated template; `drop` closes the pool and removes the copy. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `test_${randomHex(6)}`;
  await asAdmin(server, `create database ${name} template ${server.database}`);
  const address = { ...server, database: name };
  const database = openDatabase({ address, connectionsMax: 8, applicationName: name, onError: () => undefined });
  return {
    database,
    address,
    drop: async () => {
      await database.stop();
      await asAdmin(server, `drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(server: SocketAddress, command: string): Promise<void> {
  const address = { ...server, database: "postgres" };
  const admin = openDatabase({ address, connectionsMax: 1, applicationName: "tocsin-tests", onError: () => undefined });
  const connection = await admin.connect();
  await connection.run(command);
  await connection.end();
  await admin.stop();
}
