import { expect, test } from "vitest";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { openDatabase } from "../storage/database.ts";
import { createOperations } from "./all.ts";

test("every operation of the contract is answered once, and nothing else is", async () => {
  const address = { socketDir: "/nowhere", user: "u", password: "p", database: "d" };
  const database = openDatabase({ address, connectionsMax: 1, applicationName: "t", onError: () => undefined });
  const bound = createOperations({ database, publicUrl: () => "" }).map(({ operation }) => operation.path);
  expect(bound).toHaveLength(30);
  expect([...bound].sort()).toEqual(OPERATIONS.map(({ path }) => path).sort());
  expect(new Set(bound).size).toBe(bound.length);
  await database.stop();
});
