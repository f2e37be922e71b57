import { describe, expect, test } from "vitest";
import { orderByReferences } from "./table-order.ts";
import { decideTarget } from "./target-decision.ts";

describe("whether a database takes a backup", () => {
  const migrated = { tables: ["account", "lane", "node", "person", "schema_migration"], filled: [], hubs: [] };
  const started = { ...migrated, filled: ["account", "change", "lane", "node", "one_time_link"] };
  const used = { ...migrated, filled: ["account", "lane", "person"] };
  const foreign = { tables: ["orders", "customers", "bills", "goods"], filled: ["orders"], hubs: [] };
  const running = { ...migrated, hubs: [{ name: "tocsin", address: "10.0.0.7" }] };
  test.each([
    ["empty", { tables: [], filled: [], hubs: [] }, false, "restore"],
    ["migrated only", migrated, false, "restore"],
    ["of a hub that was started and not used", started, false, "restore"],
    ["in use", used, false, "the database is in use, it has rows in person: --replace removes all it holds"],
    ["in use, but may be replaced", used, true, "restore"],
    ["of something else", foreign, true, "something else (orders, customers, bills and 1 more): name an empty one"],
    ["with a hub on it", running, true, "a hub works on this database (tocsin from 10.0.0.7): stop it first"],
  ])("%s", (_name, target, replace, expected) => {
    const decision = decideTarget(target, replace);
    expect(decision.verdict === "refused" ? decision.because : decision.verdict).toContain(expected);
  });
});

describe("the order of tables", () => {
  const table = (name: string, ...refersTo: string[]) => ({ name, refersTo });

  test("each comes after those it refers to", () => {
    const ordered = orderByReferences([table("c", "b", "a"), table("b", "a"), table("d"), table("a")]);
    expect(ordered.map(({ name }) => name)).toEqual(["d", "a", "b", "c"]);
  });

  test("a circle is named", () => {
    expect(() => orderByReferences([table("a", "b"), table("b", "a"), table("c")])).toThrow("each other: a, b");
  });
});
