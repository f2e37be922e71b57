import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { putIntoWords } from "../../contract/saying.ts";
import { SAYINGS } from "../../contract/sayings.ts";
import { type Condition, compileCondition, compileFilter } from "./filter.ts";
import { type FilterSubject, readLabelName } from "./filter-key.ts";
import { compileWildcard } from "./wildcard.ts";

const SEED = 20_261_123;

function subject(labels: Record<string, string> = {}, fields: Partial<FilterSubject> = {}): FilterSubject {
  const plain = { title: "CPU is high", description: "", severity: "Critical", status: "Critical" } as const;
  return { ...plain, integrationId: 2451000009131, alertKey: "k1", titleRule: "$a::$b", labels, ...fields };
}

function holds(condition: Condition, of: FilterSubject): boolean {
  const reading = compileCondition(condition, "if[0]");
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.value.matches(of);
}

const valueFits = (val: string, value: string) =>
  holds({ key: "labels.v", oper: "IN", vals: [val] }, subject({ v: value }));

describe("forms of a value", () => {
  test.each([
    ["pay", "pay", true],
    ["pay", "Pay", false],
    ["pay", "payment", false],
    ["/^pay/", "payment", true],
    ["/ay/", "payment", true],
    ["/(?i)PAY/", "payment", true],
    ["//", "anything", true],
    ["/", "/", true],
    ["/", "a/b", false],
    ["/a.*[?]/", "ab?", true],
    ["cidr:10.0.0.206/24", "10.0.0.1", true],
    ["cidr:10.0.0.206/24", "10.0.1.1", false],
    ["cidr:10.0.0.0/8", "10.0.0.1:9100", false],
    ["cidr:0.0.0.0/0", "255.1.1.1", true],
    ["cidr:fd00::/8", "fd12::1", true],
    ["cidr:fd00::/8", "fe80::1%eth0", false],
    ["cidr:10.0.0.0/8", "::ffff:10.1.1.1", true],
    ["num:gt:90", "90.5", true],
    ["num:gt:90", "90", false],
    ["num:ge:90", "90", true],
    ["num:lt:-1.5", "-2e0", true],
    ["num:le:.5", "0.5", true],
    ["num:gt:0", "", false],
    ["num:gt:0", "0x10", false],
    ["num:gt:0", "93.4 %", false],
    ["num:eq:1", "num:eq:1", true],
    ["*", "", true],
    ["pay-*", "pay-", true],
    ["pay-?", "pay-", false],
    ["pay-?", "pay-😀", true],
    ["*.example.*", "a.example.com", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["", "", true],
    ["", "x", false],
  ])("%j fits %j: %j", (val, value, expected) => {
    expect(valueFits(val, value)).toBe(expected);
    expect(holds({ key: "labels.v", oper: "NOTIN", vals: [val] }, subject({ v: value }))).toBe(!expected);
  });

  test("a value that would cost a backtracking matcher forever is answered at once", () => {
    const long = "a".repeat(2048);
    expect(valueFits("/^(a+)+$/", `${long}!`)).toBe(false);
    expect(valueFits(`${"a*".repeat(20)}b`, long)).toBe(false);
    expect(valueFits("num:gt:1", `${"1".repeat(2000)}x`)).toBe(false);
  });
});

describe("keys", () => {
  test.each([
    ["title", "CPU is high"],
    ["description", ""],
    ["severity", "Critical"],
    ["alert_severity", "Critical"],
    ["event_severity", "Critical"],
    ["incident_severity", "Critical"],
    ["status", "Critical"],
    ["alert_status", "Critical"],
    ["event_status", "Critical"],
    ["incident_status", "Critical"],
    ["integration_id", "2451000009131"],
    ["data_source_id", "2451000009131"],
    ["alert_key", "k1"],
    ["title_rule", "$a::$b"],
    ["labels.a.b c", "dotted"],
    ["labels.服务", "支付"],
    ["Labels.service", "pay"],
    ["service", "pay"],
    ["labels.title", "a label"],
  ])("%s", (key, value) => {
    const labels = { "a.b c": "dotted", 服务: "支付", service: "pay", title: "a label" };
    expect(holds({ key, oper: "IN", vals: [value] }, subject(labels))).toBe(true);
    expect(holds({ key, oper: "IN", vals: [`${value}!`] }, subject(labels))).toBe(false);
  });

  test.each(["labels.toString", "labels.__proto__", "labels.missing"])("%s is missing, not inherited", (key) => {
    expect(holds({ key, oper: "IN", vals: ["*", "/./", "cidr:0.0.0.0/0"] }, subject())).toBe(false);
    expect(holds({ key, oper: "NOTIN", vals: ["*"] }, subject())).toBe(true);
    expect(holds({ key, oper: "IN", vals: [""] }, subject())).toBe(true);
  });

  test("no values: nothing is in, everything is not in", () => {
    expect(holds({ key: "title", oper: "IN", vals: [] }, subject())).toBe(false);
    expect(holds({ key: "title", oper: "NOTIN", vals: [] }, subject())).toBe(true);
  });

  test.each([
    ["team", "team"],
    ["labels.team", "team"],
    ["labels.labels.x", "labels.x"],
    ["labels.", "labels."],
  ])("the label named %s is %s", (text, name) => {
    expect(readLabelName(text)).toBe(name);
  });
});

describe("what cannot be read is named", () => {
  test.each([
    [{ key: "labels.a", oper: "IN", vals: ["ok", "/(/"] }, "if[0].vals[1]", /^a regular expression that RE2 takes/],
    [{ key: "labels.a", oper: "IN", vals: ["/(?=a)/"] }, "if[0].vals[0]", /RE2/],
    [{ key: "labels.a", oper: "IN", vals: ["cidr:10.0.0.1"] }, "if[0].vals[0]", /^a range of addresses/],
    [{ key: "labels.a", oper: "IN", vals: ["cidr:10.0.0.0/33"] }, "if[0].vals[0]", /^a range of addresses/],
    [{ key: "labels.a", oper: "IN", vals: ["cidr:fe80::1%eth0/8"] }, "if[0].vals[0]", /^a range of addresses/],
    [{ key: "labels.a", oper: "NOTIN", vals: ["num:gt:many"] }, "if[0].vals[0]", /^a number/],
    [{ key: "colour", oper: "IN", vals: ["red"] }, "if[0].key", /labels\.<name>$/],
    [{ key: "labels.", oper: "IN", vals: ["red"] }, "if[0].key", /labels\.<name>$/],
  ] as const)("%j", (condition, at, expected) => {
    const reading = compileCondition(condition, "if[0]");
    expect(reading).toMatchObject({ ok: false, issues: [{ at }] });
    const found = reading.ok ? undefined : reading.issues[0];
    if (found) expect(putIntoWords(found.expected, SAYINGS)).toMatch(expected);
  });

  test("in a filter by group and place, and all of them", () => {
    const bad = { key: "x", oper: "IN", vals: ["num:gt:"] } as const;
    const reading = compileFilter([[], [bad]], "filters");
    expect(reading.ok ? [] : reading.issues.map(({ at }) => at)).toEqual([
      "filters[1][0].key",
      "filters[1][0].vals[0]",
    ]);
  });
});

/** The language as plainly as it can be written, for letters, `*` and `?` only. */
function plainlyFits(pattern: string, value: string): boolean {
  const [first = "", ...rest] = pattern;
  const others = rest.join("");
  if (pattern === "") return value === "";
  if (first === "*") return plainlyFits(others, value) || (value !== "" && plainlyFits(pattern, value.slice(1)));
  return value !== "" && (first === "?" || first === value[0]) && plainlyFits(others, value.slice(1));
}

function plainlyHolds({ key, oper, vals }: Condition, labels: Record<string, string>): boolean {
  const value = Object.entries(labels).find(([name]) => `labels.${name}` === key)?.[1];
  const isIn = vals.some((val) => (value === undefined ? val === "" : plainlyFits(val, value)));
  return oper === "IN" ? isIn : !isIn;
}

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
const word = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
const condition = fc.record({
  key: fc.constantFrom("labels.x", "labels.y", "labels.z"),
  oper: fc.constantFrom("IN" as const, "NOTIN" as const),
  vals: fc.array(fc.oneof(word, pattern), { maxLength: 3 }),
});
const someLabels = fc.dictionary(fc.constantFrom("x", "y"), word, { maxKeys: 2 });

test("wildcards fit what the plain model fits", () => {
  const property = fc.property(pattern, word, (wanted, value) => {
    expect(compileWildcard(wanted)(value)).toBe(plainlyFits(wanted, value));
  });
  fc.assert(property, { seed: SEED, numRuns: 5_000 });
});

test("filters let pass what the plain model lets pass: one group of all, each condition in it", () => {
  const seen = { passed: 0, held: 0 };
  const property = fc.property(
    fc.array(fc.array(condition, { maxLength: 3 }), { maxLength: 3 }),
    someLabels,
    (filter, labels) => {
      const reading = compileFilter(filter, "filters");
      const expected = filter.length === 0 || filter.some((group) => group.every((one) => plainlyHolds(one, labels)));
      expect(reading.ok && reading.value(subject(labels))).toBe(expected);
      seen[expected ? "passed" : "held"] += 1;
    },
  );
  fc.assert(property, { seed: SEED, numRuns: 3_000 });
  expect(Math.min(seen.passed, seen.held)).toBeGreaterThan(300);
});

test("P3: whatever a condition says, reading and asking it never throws", () => {
  const form = fc.constantFrom("", "/", "cidr:", "num:gt:", "num:le:", "*");
  const text = fc
    .tuple(form, fc.string({ unit: "binary" }), fc.constantFrom("", "/", "/8"))
    .map((parts) => parts.join(""));
  const property = fc.property(
    fc.string(),
    fc.array(text, { maxLength: 4 }),
    fc.string({ unit: "binary" }),
    (key, vals, value) => {
      for (const one of [key, "labels.v"]) {
        const reading = compileCondition({ key: one, oper: "IN", vals }, "if[0]");
        if (reading.ok) expect(typeof reading.value.matches(subject({ v: value }))).toBe("boolean");
        else expect(reading.issues.every(({ at }) => at.startsWith("if[0]."))).toBe(true);
      }
    },
  );
  fc.assert(property, { seed: SEED, numRuns: 2_000 });
});
