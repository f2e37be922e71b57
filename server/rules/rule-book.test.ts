import { expect, test } from "vitest";
import { createRuleBook, type RuleKind } from "./rule-book.ts";

type Stored = Map<number, { version: number; text: string }>;

/** Rules in memory, and how often they were read and compiled. */
function createKind(stored: Stored) {
  const counts = { read: 0, compiled: 0 };
  const kind: RuleKind<null, string> = {
    list: async (_tx, ownerIds) => {
      counts.read += 1;
      return ownerIds.flatMap((ownerId) => {
        const found = stored.get(ownerId);
        if (!found) return [];
        const compile = () => {
          counts.compiled += 1;
          return found.text.toUpperCase();
        };
        return [{ ownerId, version: found.version, compile }];
      });
    },
  };
  return { kind, counts };
}

test("P10: rules count from the version an owner's row carries, and are read again for no other reason", async () => {
  const stored: Stored = new Map([[7, { version: 1, text: "one" }]]);
  const { kind, counts } = createKind(stored);
  const book = createRuleBook(kind);
  const at = (version: number) => book.of(null, [{ ownerId: 7, version }]);
  expect([...(await at(1))]).toEqual([[7, "ONE"]]);
  expect([...(await at(1))]).toEqual([[7, "ONE"]]);
  expect(counts).toEqual({ read: 1, compiled: 1 });
  stored.set(7, { version: 2, text: "two" });
  expect([...(await at(2))]).toEqual([[7, "TWO"]]);
  expect([...(await at(0))], "version 0 is an owner without rules").toEqual([]);
  expect(counts).toEqual({ read: 2, compiled: 2 });
});

test("a book stays small: what was used least lately is read again", async () => {
  const stored: Stored = new Map([1, 2, 3].map((id) => [id, { version: 1, text: `r${id}` }]));
  const { kind, counts } = createKind(stored);
  const book = createRuleBook(kind, 2);
  const ask = (...ids: number[]) =>
    book.of(
      null,
      ids.map((ownerId) => ({ ownerId, version: 1 })),
    );
  await ask(1, 2);
  await ask(1);
  await ask(3);
  expect(counts.read).toBe(2);
  await ask(1);
  expect(counts.read, "1 was used after 2").toBe(2);
  await ask(2);
  expect(counts.read).toBe(3);
});
