import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../contract/limits.ts";
import { say } from "../../../contract/saying.ts";
import type { SourceEvent } from "../source.ts";
import type { Fields } from "./fields.ts";
import { type Piece, pathIn, readPieces } from "./pieces.ts";

const event: SourceEvent = {
  status: "Info",
  key: "k",
  otherKeys: [],
  title: "t",
  description: "",
  labels: {},
  images: [],
  sourceTimeMs: null,
};

/** `{n}` holds n events, `{bad}` one that cannot be read, `{}` none. */
function* readOne(fields: Fields, at: string): Generator<Piece> {
  if (fields.bad !== undefined) yield { issues: [{ at: pathIn(at, "bad"), expected: "good", got: "bad" }] };
  else if (typeof fields.n !== "number") yield { ignored: say("test_body_blank") };
  else if (fields.cutOff) yield* cutOff(at, fields.n);
  else for (let i = 0; i < fields.n; i += 1) yield { event: { ...event, key: `${at}#${i}` } };
}

function* cutOff(at: string, count: number): Generator<Piece> {
  yield* readOne({ n: count }, at);
  yield { missing: [{ at: pathIn(at, "cutOff"), expected: "nothing left out", got: "some" }] };
}

const read = (value: unknown) => readPieces(value, readOne);

test("an object and a list of one object read the same but for paths", () => {
  expect(read({ n: 1 })).toEqual({ outcome: "mapped", events: [{ ...event, key: "#0" }], rejects: [] });
  expect(read([{ n: 1 }])).toEqual({ outcome: "mapped", events: [{ ...event, key: "[0]#0" }], rejects: [] });
});

test("P2: good events stand beside bad ones, each bad one with its index and path", () => {
  const reading = read([{ n: 2 }, "text", { bad: 1 }, {}, { n: 1 }, null]);
  expect(reading).toEqual({
    outcome: "mapped",
    events: ["[0]#0", "[0]#1", "[4]#0"].map((key) => ({ ...event, key })),
    rejects: [
      { index: 2, issues: [{ at: "[1]", expected: "an object", got: "a string" }] },
      { index: 3, issues: [{ at: "[2].bad", expected: "good", got: "bad" }] },
      { index: 4, issues: [{ at: "[3]", expected: "an event", got: "a test: the body says nothing" }] },
      { index: 6, issues: [{ at: "[5]", expected: "an object", got: "null" }] },
    ],
  });
});

test("only blanks, or nothing at all, are ignored", () => {
  expect(read({})).toEqual({ outcome: "ignored", because: "a test: the body says nothing" });
  expect(read([{}, {}])).toEqual({ outcome: "ignored", because: "a test: the body says nothing" });
  expect(read([])).toEqual({ outcome: "ignored", because: "an empty list" });
});

describe("a body that is neither object nor list is of the wrong shape", () => {
  test.each([
    [42, "a number"],
    ["x", "a string"],
    [true, "a boolean"],
    [null, "null"],
  ])("%s", (value, got) => {
    const issues = [{ at: "", expected: "an object or an array of objects", got }];
    expect(read(value)).toEqual({ outcome: "rejected", kind: "shape", issues });
  });
});

describe("P3: the number of events is bounded", () => {
  test("as many as fit are mapped", () => {
    const reading = read([{ n: LIMITS.eventsMax - 1 }, { n: 1 }]);
    expect(reading.outcome === "mapped" && reading.events.length).toBe(LIMITS.eventsMax);
  });

  test("one more is refused, and the rest is not even read", () => {
    let reads = 0;
    const reading = readPieces(Array(1_000_000).fill({ n: 1 }), (fields, at) => {
      reads += 1;
      return readOne(fields, at);
    });
    expect(reading).toMatchObject({ outcome: "rejected", kind: "too_many_events" });
    expect(reads).toBe(LIMITS.eventsMax + 1);
  });

  test("bad and blank ones count too", () => {
    expect(read(Array(LIMITS.eventsMax + 1).fill(1))).toMatchObject({ kind: "too_many_events" });
    expect(read(Array(LIMITS.eventsMax + 1).fill({}))).toMatchObject({ kind: "too_many_events" });
  });
});

test("P2: what a sender left out is told of and is no event, so that a full body stays one", () => {
  const reading = read({ n: LIMITS.eventsMax, cutOff: true });
  if (reading.outcome !== "mapped") throw new Error(reading.outcome);
  expect(reading.events).toHaveLength(LIMITS.eventsMax);
  const issues = [{ at: "cutOff", expected: "nothing left out", got: "some" }];
  expect(reading.rejects).toEqual([{ index: LIMITS.eventsMax, issues }]);
});
