import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Issue } from "../../contract/issue.ts";
import { LIMITS } from "../../contract/limits.ts";
import { EVENT_STATUSES, SEVERITIES } from "../../contract/severity.ts";
import { isTitleRule } from "../../contract/title-rule.ts";
import { type MutationStep, mutate, ODD_NAMES, ODD_VALUES, STEP_OPS } from "../../test/support/mutate.ts";
import { SUITE } from "../../test/support/suite.ts";
import { readPush } from "./read.ts";
import { SOURCES } from "./registry.ts";
import type { PushRequest, Source, SourceEvent, SourceReading, SourceSettings } from "./source.ts";

const SEED = 20261120;
/** Bodies that no sender meant go through a whole hub in `test/fuzz` too. */
const TIMES = SUITE === "quick" ? 1 : 10;
const RECEIVED_AT_MS = Date.parse("2026-11-20T02:30:00Z");
const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).join();

test("the suite walks a registry with sources in it", () => {
  expect(SOURCES.length).toBeGreaterThan(0);
});

describe.each(SOURCES.map((source) => [source.id, source] as const))("%s", (_id, source) => {
  const folder = new URL(`./${source.id}/`, import.meta.url);
  const fixtures = listFixtures(folder);
  const settings = defaultsOf(source);
  const read = (body: Buffer) => readPush(source, requestOf(source, body), settings, RECEIVED_AT_MS);

  describe("P2: reads each fixture as the file beside it says", () => {
    test("has fixtures", () => expect(fixtures.length).toBeGreaterThan(0));
    test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_name, fixture) => {
      const request = { ...requestOf(source, fixture.body), headers: fixture.headers };
      const reading = readPush(source, request, settings, RECEIVED_AT_MS);
      expect(reading).toEqual(fixture.expected);
      expectSound(reading);
    });
  });

  describe("P3: no body makes it throw, and what it reads can be stored", () => {
    const outcomeOf = (body: Buffer) => {
      const reading = read(body);
      expectSound(reading);
      expect(read(body), "P9: the same push reads the same twice").toEqual(reading);
      return reading.outcome;
    };
    const reads = (body: Buffer): void => {
      outcomeOf(body);
    };

    test("bytes of any kind", () => {
      const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
      fc.assert(fc.property(bytes, reads), { seed: SEED, numRuns: 100 * TIMES });
    });

    test("text of any kind", () => {
      const text = fc.string({ unit: "binary", maxLength: 300 }).map((string) => Buffer.from(string));
      fc.assert(fc.property(text, reads), { seed: SEED, numRuns: 100 * TIMES });
    });

    test("JSON of any kind", () => {
      const json = fc.jsonValue({ maxDepth: 5 }).map((value) => Buffer.from(JSON.stringify(value)));
      fc.assert(fc.property(json, reads), { seed: SEED, numRuns: 150 * TIMES });
    });

    test("fixtures with fields dropped, replaced, renamed and nested", () => {
      const bodies = fixtures.filter(isMapped).flatMap((fixture) => parsed(fixture.body));
      expect(bodies.length).toBeGreaterThan(0);
      const outcomes: string[] = [];
      const mutated = fc.tuple(fc.constantFrom(...bodies), fc.array(STEP, { minLength: 1, maxLength: 4 }));
      const property = fc.property(mutated, ([body, steps]) => {
        const changed = steps.reduce<unknown>((value, step) => mutate(value, step.path, step), body);
        outcomes.push(outcomeOf(Buffer.from(JSON.stringify(changed) ?? "")));
      });
      fc.assert(property, { seed: SEED, numRuns: 400 * TIMES });
      // Below this the mutations would no longer reach the mapping they are there to try; exact sources refuse more of them.
      const floor = outcomes.length / (source.defaultSeverity === null ? 3 : 2);
      expect(outcomes.filter((outcome) => outcome === "mapped").length).toBeGreaterThan(floor);
    });

    test("fixtures cut off or with a byte changed", () => {
      const changed = fc
        .tuple(fc.constantFrom(...fixtures.map((fixture) => fixture.body)), fc.nat(), fc.nat(255), fc.boolean())
        .map(([body, at, byte, cut]) => {
          const place = at % (body.length + 1);
          if (cut) return body.subarray(0, place);
          return Buffer.concat([body.subarray(0, place), Buffer.from([byte]), body.subarray(place + 1)]);
        });
      fc.assert(fc.property(changed, reads), { seed: SEED, numRuns: 100 * TIMES });
    });

    test.each(HOSTILE)("%s", (_what, body) => {
      reads(Buffer.from(body));
    });

    test("more events than one push may hold are never mapped", () => {
      const event = sayingOf(source, "Critical", RECEIVED_AT_MS);
      const reading = read(
        Buffer.from(
          `[${Array(LIMITS.eventsMax + 1)
            .fill(event)
            .join()}]`,
        ),
      );
      expect(reading.outcome).not.toBe("mapped");
    });
  });

  describe("sample", () => {
    const sampled = (status: SourceEvent["status"], nowMs: number) => {
      const { headers } = source.sample(status, nowMs);
      const request = { ...requestOf(source, Buffer.from(sayingOf(source, status, nowMs))), headers };
      const reading = readPush(source, request, settings, RECEIVED_AT_MS);
      return onlyEvent(reading);
    };

    test.each(EVENT_STATUSES)("asked for %s gives one event of that status", (status) => {
      expect(sampled(status, RECEIVED_AT_MS).status).toBe(status);
    });

    test("P4: firing and recovery share a key", () => {
      const firing = sampled("Info", RECEIVED_AT_MS);
      const recovery = sampled("Ok", RECEIVED_AT_MS + 60_000);
      expect(recovery.key).toBe(firing.key);
      expect(sampled("Critical", RECEIVED_AT_MS + 30_000).key).toBe(firing.key);
    });

    test("says in its title that it is a test", () => {
      expect(sampled("Info", RECEIVED_AT_MS).title).toMatch(/^\[Test\]/);
    });

    test("carries the time it was made at, when the source gives times", () => {
      expect(sampled("Info", RECEIVED_AT_MS).sourceTimeMs).toBe(source.givesTimes ? RECEIVED_AT_MS : null);
    });
  });

  describe("severity table", () => {
    const rows = source.severityTable;
    const words = rows.flatMap((row) => [row.word, ...(row.wordZh === undefined ? [] : [row.wordZh])]);

    test("has rows, worst first, each word once whatever its case", () => {
      expect(rows.length).toBeGreaterThan(0);
      const ranks = rows.map((row) => EVENT_STATUSES.indexOf(row.severity));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      const lower = words.map((word) => word.toLowerCase());
      expect(new Set(lower).size).toBe(lower.length);
    });

    const readWord = (word: string) => read(Buffer.from(JSON.stringify(sampleWithSeverity(source, word))));
    const isExact = source.defaultSeverity === null;

    test.each(rows)("$word is read as $severity in every case and language, or exactly so", (row) => {
      for (const word of [row.word, row.wordZh ?? row.word]) {
        for (const written of isExact ? [word] : [word, word.toLowerCase(), word.toUpperCase(), ` ${word} `]) {
          expect(onlyEvent(readWord(written)).status, written).toBe(row.severity);
        }
      }
    });

    test("P3: a word nobody knows is read as the default, or refused by the name of its field where there is none", () => {
      const reading = readWord("no-such-level");
      if (!isExact) expect(onlyEvent(reading).status).toBe(source.defaultSeverity);
      else expect(reading).toMatchObject({ outcome: "rejected", issues: [{ got: '"no-such-level"' }] });
    });
  });

  describe.each(["en", "zh"] as const)("guide.%s.md", (language) => {
    const file = new URL(`guide.${language}.md`, folder);
    const guide = existsSync(file) ? readFileSync(file, "utf8") : "";

    test("is there, with a title and the place for the push URL", () => {
      expect(guide).toMatch(/^# \S/);
      expect(guide).toContain("{{push_url}}");
    });

    test("names every severity word", () => {
      for (const row of source.severityTable)
        expect(guide).toContain(language === "zh" ? (row.wordZh ?? row.word) : row.word);
    });
  });

  test("facts are complete", () => {
    for (const word of [source.id, ...source.aliases]) expect(word).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(source.title.en).toMatch(/\S/);
    expect(source.title.zh).toMatch(/\S/);
    expect(source.icon).toMatch(/^[a-z0-9-]+$/);
    expect(new URL(source.vendorDocs).protocol).toBe("https:");
    expect(source.methods.length).toBeGreaterThan(0);
    expect([...SEVERITIES, null]).toContain(source.defaultSeverity);
  });

  test("an unknown setting is refused by name", () => {
    const read = source.readSettings({ no_such_setting: 1 });
    expect(read.ok ? [] : read.issues.map((issue) => issue.at)).toEqual(["no_such_setting"]);
  });
});

type Fixture = { name: string; body: Buffer; headers: Record<string, string>; expected: unknown };

/** Each body of a source's `fixtures` folder with the reading that stands beside it. */
function listFixtures(folder: URL): Fixture[] {
  const fixtures = new URL("fixtures/", folder);
  const names = readdirSync(fixtures).filter((name) => !/\.(events|headers)\.json$/.test(name));
  return names.toSorted().map((name) => {
    const beside = (kind: string) => new URL(name.replace(/\.\w+$/, `.${kind}.json`), fixtures);
    const headers = existsSync(beside("headers")) ? JSON.parse(readFileSync(beside("headers"), "utf8")) : {};
    const expected = JSON.parse(readFileSync(beside("events"), "utf8"));
    return { name, body: readFileSync(new URL(name, fixtures)), headers, expected };
  });
}

function isMapped({ expected }: Fixture): boolean {
  return typeof expected === "object" && expected !== null && "outcome" in expected && expected.outcome === "mapped";
}

function defaultsOf(source: Source): SourceSettings {
  const read = source.readSettings({});
  if (!read.ok) throw new Error(`${source.id} cannot do without settings: ${JSON.stringify(read.issues)}`);
  return Object.freeze(read.settings);
}

/** A push that says what a body says: in its query, as a JSON object of it, when the source's senders use GET. */
function requestOf(source: Source, body: Buffer): PushRequest {
  const [method = "POST"] = source.methods;
  const inQuery = method === "GET" ? readQuery(body) : null;
  const query = Object.freeze(inQuery ?? {});
  return Object.freeze({ method, query, headers: Object.freeze({}), body: inQuery ? Buffer.alloc(0) : body });
}

function readQuery(body: Buffer): Record<string, string> | null {
  const [value] = parsed(body);
  if (typeof value !== "object" || value === null) return null;
  // A query holds text and no more.
  const texts = Object.entries(value).map(([name, text]) => [name, typeof text === "object" ? "" : String(text)]);
  return Object.fromEntries(texts);
}

/** The sample as a body says it, or as the query does. */
function sayingOf(source: Source, status: SourceEvent["status"], nowMs: number): string {
  const { body, query } = source.sample(status, nowMs);
  return query ? JSON.stringify(query) : body;
}

function onlyEvent(reading: SourceReading): SourceEvent {
  if (reading.outcome !== "mapped") throw new Error(`not mapped: ${JSON.stringify(reading)}`);
  const [event] = reading.events;
  if (event === undefined || reading.events.length > 1) throw new Error(`${reading.events.length} events`);
  return event;
}

/** What holds for every reading of every source. */
function expectSound(reading: SourceReading): void {
  expect(Object.getOwnPropertyNames(Object.prototype).join(), "no prototype is polluted").toBe(PROTOTYPE);
  // What is stored and compared is JSON: nothing may get lost on the way.
  expect(JSON.parse(JSON.stringify(reading)), "a reading is plain data").toEqual(reading);
  if (reading.outcome !== "rejected" && "answer" in reading) {
    expect(String(reading.answer?.status), "P1: what is accepted is answered as a success").toMatch(/^2\d\d$/);
  }
  if (reading.outcome === "ignored") expect(reading.because).not.toBe("");
  if (reading.outcome === "rejected") {
    expect(reading.issues.length).toBeGreaterThan(0);
    // `readPush` answers for a source that throws; here it must not have to.
    for (const { got } of reading.issues) {
      if (typeof got === "object" && "word" in got && got.word === "fails_on") throw new Error("the source threw");
    }
    refusePlainText(reading.issues);
  }
  if (reading.outcome !== "mapped") return;
  expect(reading.events.length, "a push without any event is ignored or rejected").toBeGreaterThan(0);
  for (const event of reading.events) expectSoundEvent(event);
  for (const { issues } of reading.rejects) {
    expect(issues.length).toBeGreaterThan(0);
    refusePlainText(issues);
  }
}

function expectSoundEvent(event: SourceEvent): void {
  expect(EVENT_STATUSES).toContain(event.status);
  expect(event.key).not.toBe("");
  expect(event.key.length).toBeLessThanOrEqual(LIMITS.alertKeyLengthMax);
  const keys = [event.key, ...event.otherKeys];
  expect(new Set(keys).size, "keys are distinct").toBe(keys.length);
  if (event.status !== "Ok") expect(event.otherKeys, "a firing event has one key").toEqual([]);
  // A recovery leaves the title of its alert as it is.
  if (event.status !== "Ok") expect(event.title).not.toBe("");
  expect(event.title.length).toBeLessThanOrEqual(
    isTitleRule(event.title) ? LIMITS.titleRuleLengthMax : LIMITS.titleLengthMax,
  );
  expect(event.description.length).toBeLessThanOrEqual(LIMITS.descriptionLengthMax);
  if (event.sourceTimeMs !== null) expect(Number.isSafeInteger(event.sourceTimeMs), "a time is whole").toBe(true);
  const labels = Object.entries(event.labels);
  expect(Object.getPrototypeOf(event.labels)).toBe(Object.prototype);
  expect(labels.length).toBeLessThanOrEqual(LIMITS.labelsMax);
  // One expectation for all labels: an assertion each would be most of what the suite costs.
  const unfit = labels.filter(
    ([name, value]) =>
      ["", "__proto__"].includes(name) ||
      name.length > LIMITS.labelKeyLengthMax ||
      value.length > LIMITS.labelValueLengthMax,
  );
  expect(unfit, "labels that do not fit").toEqual([]);
  const texts = [event.title, event.description, ...labels.flat()];
  const notStorable = texts.filter((text) => !text.isWellFormed() || text.includes("\0"));
  expect(notStorable, "text that cannot be stored").toEqual([]);
}

const DEEP = 100_000;
const HOSTILE: [what: string, body: string][] = [
  ["arrays 100,000 deep", "[".repeat(DEEP) + "]".repeat(DEEP)],
  ["arrays that never close", "[".repeat(DEEP)],
  ["objects 100,000 deep", `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`],
  ["objects that never close", '{"a":'.repeat(DEEP)],
  ["labels 100,000 deep", `{"status":"firing","labels":${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}}`],
  ["alerts 100,000 deep", `{"alerts":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`],
  ["a string of a million characters", `{"status":"${"x".repeat(1e6)}","subject":"${"字".repeat(1e6)}"}`],
  ["a million spaces", " ".repeat(1e6)],
  ["a million ampersands", `a=b${"&".repeat(1e6)}`],
  [
    "100,000 labels",
    `{"status":"firing","labels":${JSON.stringify(Object.fromEntries([...Array(1e5).keys()].map((i) => [`l${i}`, i])))}}`,
  ],
  ["100,000 numbers", `[${"1,".repeat(1e5)}1]`],
  ["100,000 empty objects", `[${"{},".repeat(1e5)}{}]`],
  [
    "prototype names everywhere",
    '{"__proto__":{"status":"firing","polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x"}',
  ],
  [
    "a form of prototype names",
    "__proto__=x&constructor=y&labels=%7B%22__proto__%22%3A%7B%22polluted%22%3A1%7D%7D&status=firing",
  ],
];

const STEP: fc.Arbitrary<MutationStep> = fc.record({
  path: fc.array(fc.nat(), { maxLength: 5 }),
  op: fc.constantFrom(...STEP_OPS),
  value: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...ODD_VALUES)),
  name: fc.constantFrom(...ODD_NAMES),
});

function parsed(body: Buffer): unknown[] {
  try {
    return [JSON.parse(body.toString())];
  } catch {
    return [];
  }
}

/** The source's sample with another severity word: whatever two samples of different severity differ in is where it stands. */
function sampleWithSeverity(source: Source, word: string): unknown {
  const critical: unknown = JSON.parse(sayingOf(source, "Critical", RECEIVED_AT_MS));
  const info: unknown = JSON.parse(sayingOf(source, "Info", RECEIVED_AT_MS));
  return replaceDifferences(critical, info, word);
}

function replaceDifferences(a: unknown, b: unknown, word: string): unknown {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return Object.is(a, b) ? a : word;
  const other = new Map(Object.entries(b));
  const replaced = Object.entries(a).map(([name, value]) => [name, replaceDifferences(value, other.get(name), word)]);
  return Array.isArray(a) ? replaced.map(([, item]) => item) : Object.fromEntries(replaced);
}

/** P12: what was expected is a saying, which has words in every language; plain text would have none. */
function refusePlainText(issues: readonly Issue[]): void {
  for (const { expected } of issues) if (typeof expected === "string") throw new Error(`no saying: ${expected}`);
}
