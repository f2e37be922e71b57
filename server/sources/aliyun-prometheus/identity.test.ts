import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IDENTITIES, type Identity, type IdentityParts, keysOf, readIdentity } from "./identity.ts";

const SEED = 20261120;
const full: IdentityParts = {
  workspace: "w",
  rule: "r",
  entity: "e",
  alertEntityId: "a",
  labels: { pod: "p", device: "vdb1" },
  dedupId: "d",
  eventId: "1",
  title: "t",
};
const firing = (parts: Partial<IdentityParts>, identity: Identity = "entity") =>
  keysOf({ ...full, ...parts }, identity, false)[0];
const recovery = (parts: Partial<IdentityParts>, identity: Identity = "entity") =>
  keysOf({ ...full, ...parts }, identity, true);

describe.each(IDENTITIES)("P4: with identity %s", (identity) => {
  test("a firing event has one key, and its full recovery has that key first", () => {
    expect(keysOf(full, identity, false)).toHaveLength(1);
    expect(recovery({}, identity)[0]).toBe(firing({}, identity));
  });

  test("a recovery carries the keys of all three recipes, whichever is set", () => {
    const keys = recovery({}, identity);
    expect(keys).toHaveLength(3);
    expect(keys.toSorted()).toEqual(IDENTITIES.map((each) => firing({}, each)).toSorted());
  });

  test("neither event id nor title nor dedup id matter while there is a rule", () => {
    expect(firing({ eventId: "2", title: "renamed", dedupId: "x" }, identity)).toBe(firing({}, identity));
  });

  test("another rule or workspace is another alert", () => {
    expect(firing({ rule: "r2" }, identity)).not.toBe(firing({}, identity));
    expect(firing({ workspace: "w2" }, identity)).not.toBe(firing({}, identity));
  });

  test("whatever parts a firing event lacks, its recovery with the same parts finds it", () => {
    const part = fc.constantFrom("", "x", "y");
    const parts = fc.record({
      workspace: part,
      rule: part,
      entity: part,
      alertEntityId: part,
      labels: fc.dictionary(fc.constantFrom("pod", "alertname", "severity", "__proto__"), part),
      dedupId: part,
      eventId: part,
      title: part,
    });
    const property = fc.property(parts, fc.constantFrom(...IDENTITIES), (some, later) => {
      const [key] = keysOf(some, identity, false);
      expect(keysOf(some, later, true), "the setting may have been changed meanwhile").toContain(key);
      const keys = keysOf(some, later, true);
      expect(new Set(keys).size).toBe(keys.length);
    });
    fc.assert(property, { seed: SEED, numRuns: 1000 });
  });
});

test("recipes never collide, even over equal values", () => {
  const same = { entity: "x", alertEntityId: "x" };
  expect(firing(same, "entity")).not.toBe(firing(same, "alertEntityId"));
});

test("series of one entity share an alert by entity and are told apart by labels", () => {
  const other = { labels: { pod: "p", device: "vdc1" } };
  expect(firing(other, "entity")).toBe(firing({}, "entity"));
  expect(firing(other, "labels")).not.toBe(firing({}, "labels"));
});

test("labels that every series of the rule has identify none, so the alert entity stands in", () => {
  const labels = { _cms_rule_id: "r", _cms_rule_name: "n", alertname: "n", severity: "critical", value: 3 };
  expect(firing({ labels }, "labels")).toBe(firing({}, "alertEntityId"));
});

test("a missing entity is stood in for by the alert entity, then labels, then the rule", () => {
  expect(firing({ entity: "" })).toBe(firing({}, "alertEntityId"));
  expect(firing({ entity: "", alertEntityId: "" })).toBe(firing({}, "labels"));
  const bare = { entity: "", alertEntityId: "", labels: {} };
  expect(firing({ ...bare, eventId: "2" })).toBe(firing(bare));
});

describe("without a rule", () => {
  test("the dedup id identifies, whatever the setting", () => {
    for (const identity of IDENTITIES) {
      expect(firing({ rule: "", entity: "other", labels: {} }, identity)).toBe(firing({ rule: "" }, identity));
    }
  });

  test("then labels with the alert's name, then what is left", () => {
    const labels = { alertname: "A" };
    expect(firing({ rule: "", dedupId: "", labels })).toBe(
      firing({ rule: "", dedupId: "", labels, entity: "other", eventId: "2" }),
    );
    expect(firing({ rule: "", dedupId: "", labels })).not.toBe(
      firing({ rule: "", dedupId: "", labels: { alertname: "B" } }),
    );
    const bare = { rule: "", dedupId: "", labels: {}, entity: "", alertEntityId: "" };
    expect(firing(bare)).not.toBe(firing({ ...bare, eventId: "2" }));
    expect(firing({ ...bare, eventId: "" })).not.toBe(firing({ ...bare, eventId: "", title: "u" }));
  });
});

test("a setting nobody knows reads as the default", () => {
  expect(["labels", "alertEntityId", "entity", "x", undefined, 5].map(readIdentity)).toEqual([
    "labels",
    "alertEntityId",
    "entity",
    "entity",
    "entity",
    "entity",
  ]);
});
