import { describe, expect, test } from "vitest";
import { LIMITS } from "../../contract/limits.ts";
import { say } from "../../contract/saying.ts";
import { judgePush, readPush } from "./read.ts";
import { getSource } from "./registry.ts";
import type { PushRequest, Reject, Source, SourceEvent, SourceReading } from "./source.ts";

const NOW = Date.parse("2026-11-20T02:30:00Z");

/** A source that reads every body as `reading`, to see what the framework makes of it. */
function sourceOf(read: () => SourceReading): Source {
  return { ...getSource("aliyun-prometheus"), id: "made-up", read };
}

function event(change: Partial<SourceEvent> = {}): SourceEvent {
  return {
    status: "Warning",
    key: "k",
    otherKeys: [],
    title: "t",
    description: "d",
    labels: {},
    images: [],
    sourceTimeMs: null,
    ...change,
  };
}

function requestOf(query: Record<string, string> = {}): PushRequest {
  return { method: "POST", query, headers: {}, body: Buffer.alloc(0) };
}

const mapped = (events: readonly SourceEvent[], rejects: readonly Reject[] = []): SourceReading => ({
  ...{ outcome: "mapped", events, rejects },
});

/** What `readPush` makes of one event of a source. */
function bound(change: Partial<SourceEvent>, query: Record<string, string> = {}): SourceEvent {
  const reading = readPush(
    sourceOf(() => mapped([event(change)])),
    requestOf(query),
    {},
    NOW,
  );
  const [first] = reading.outcome === "mapped" ? reading.events : [];
  if (!first) throw new Error(`not mapped: ${JSON.stringify(reading)}`);
  return first;
}

describe("text is cut to the limits of the wire and can be stored", () => {
  test("title, description and key", () => {
    const long = "x".repeat(5_000);
    const { title, description, key } = bound({ title: long, description: long, key: long });
    expect(title).toHaveLength(LIMITS.titleLengthMax);
    expect(description).toHaveLength(LIMITS.descriptionLengthMax);
    expect(key).toHaveLength(LIMITS.alertKeyLengthMax);
  });

  test("P4: the other keys of a recovery are cut like the keys of the firing events they look for", () => {
    const long = `\u0000\ud800${"k".repeat(500)}🔥`;
    const fired = bound({ key: long }).key;
    expect(bound({ status: "Ok", key: "another", otherKeys: [long] }).otherKeys).toEqual([fired]);
  });

  test("an emoji across the border goes whole", () => {
    expect(bound({ title: `${"x".repeat(LIMITS.titleLengthMax - 1)}🔥` }).title).toHaveLength(
      LIMITS.titleLengthMax - 1,
    );
  });

  test("NUL and lone surrogates become U+FFFD, in keys of labels too", () => {
    const { title, labels } = bound({ title: "a\u0000\ud800", labels: { "n\udc00": "v\u0000" } });
    expect(title).toBe("a\ufffd\ufffd");
    expect(labels).toEqual({ "n\ufffd": "v\ufffd" });
  });
});

describe("labels (D11)", () => {
  const many = (prefix: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${String(i).padStart(3, "0")}`, "v"]));
  const namesOf = (labels: Record<string, string>) => Object.keys(bound({ labels }).labels);

  test("50 are kept in the order in which they came", () => {
    const labels = { z: "1", a: "2", ...many("m", 48) };
    expect(namesOf(labels)).toEqual(Object.keys(labels));
  });

  test("of more than 50 the dispatching ones stay first, then the well-known ones, then by name", () => {
    const names = namesOf({ ...many("m", 60), zone: "v", service: "v", team: "v", layer_person_reset_0_emails: "v" });
    expect(names).toHaveLength(LIMITS.labelsMax);
    expect(names.slice(0, 4)).toEqual(["layer_person_reset_0_emails", "service", "team", "m000"]);
    expect(names).not.toContain("zone");
    expect(names.at(-1)).toBe("m046");
  });

  test("dispatching ones survive even when there are more than 50 well-known and others", () => {
    const dispatching = Array.from({ length: 10 }, (_, level) => `layer_webhook_reset_${level}_feishus`);
    const labels = { ...many("a", 100), ...Object.fromEntries(dispatching.map((name) => [name, "v"])) };
    expect(namesOf(labels)).toEqual(expect.arrayContaining(dispatching));
  });

  test.each(["standard", "prometheus", "aliyun-prometheus"])(
    "D11: of 100,000 labels %s keeps those that steer dispatch and the well-known ones, and tells how many went",
    (id) => {
      const kept = { team: "db", layer_person_reset_0_emails: "a@example.com" };
      const labels = { ...many("a", 100_000 - 2), ...kept };
      const event = {
        title: "t",
        event_status: "Info",
        labels,
        status: "firing",
        alertname: "t",
        alerts: [{ labels }],
      };
      const request = { method: "POST", query: {}, headers: {}, body: Buffer.from(JSON.stringify(event)) };
      const reading = readPush(getSource(id), request, {}, 0);
      const [first] = reading.outcome === "mapped" ? reading.events : [];
      expect(first?.labels).toMatchObject(kept);
      expect(first?.changes).toEqual([
        { change: "dropped", field: expect.stringMatching(/^labels\.a/), count: 100_000 - LIMITS.labelsMax },
      ]);
    },
  );

  test("unusable names are dropped and never refuse the event", () => {
    const labels = { "": "v", "a\nb": "v", "a\u007fb": "v", ["k".repeat(129)]: "v", ["k".repeat(128)]: "v", 环境: "v" };
    expect(namesOf(labels)).toEqual(["k".repeat(128), "环境"]);
  });

  test("unusable names take no place of usable ones", () => {
    const unusable = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a\u0001${i}`, "v"]));
    expect(namesOf({ ...unusable, ...many("m", 50) })).toHaveLength(50);
  });

  test("__proto__ is no label, and constructor is one", () => {
    const labels = JSON.parse('{"__proto__": "v", "constructor": "v"}');
    expect(namesOf(labels)).toEqual(["constructor"]);
  });

  test("values are cut", () => {
    expect(bound({ labels: { a: "x".repeat(3_000) } }).labels.a).toHaveLength(LIMITS.labelValueLengthMax);
  });
});

describe("images", () => {
  const image = (src: string, alt = "", href = "") => ({ src, alt, href });
  const kept = (...images: SourceEvent["images"]) => bound({ images }).images;

  test("http, https and uploaded ones are kept, others discarded", () => {
    const good = [image("https://a.example/x.png", "1"), image("HTTP://a.example/x.png", "2"), image("img_abc", "3")];
    const bad = ["javascript:alert(1)", "data:image/png;base64,x", "//a.example/x.png", "", "file:///etc/passwd"];
    expect(kept(...good, ...bad.map((src) => image(src, src)))).toEqual(good);
  });

  test("one per alt, the later one wins, an empty alt counts as one", () => {
    expect(kept(image("img_1"), image("img_2", "a"), image("img_3"))).toEqual([image("img_3"), image("img_2", "a")]);
  });

  test("a source too long is discarded, alt and href are cut, and there are at most 20", () => {
    const [one] = kept(
      image(`https://a.example/${"x".repeat(300)}`, "gone"),
      image("img_1", "a".repeat(200), "h".repeat(300)),
    );
    expect(one).toEqual(image("img_1", "a".repeat(LIMITS.imageAltLengthMax), "h".repeat(LIMITS.imageUrlLengthMax)));
    expect(kept(...Array.from({ length: 30 }, (_, i) => image("img_1", String(i))))).toHaveLength(LIMITS.imagesMax);
  });
});

describe("the push URL's own query", () => {
  const query = {
    severity: "Info",
    title_rule: "$cluster::$check",
    layer_person_reset_0_emails: "a@example.com",
    env: "prod",
  };

  test("overrides severity and title and adds the dispatch labels of firing events, and no others", () => {
    expect(bound({ status: "Critical", labels: { pod: "a" } }, query)).toMatchObject({
      ...{
        status: "Info",
        title: "$cluster::$check",
        labels: { pod: "a", layer_person_reset_0_emails: "a@example.com" },
      },
    });
    expect(bound({}, query).labels).not.toHaveProperty("env");
  });

  test("P4, P5: never touches a recovery", () => {
    const recovery = bound({ status: "Ok", title: "fine", labels: { pod: "a" } }, query);
    expect(recovery).toMatchObject({ status: "Ok", title: "fine", labels: { pod: "a" } });
    expect(recovery.labels).not.toHaveProperty("layer_person_reset_0_emails");
  });

  test.each(["Ok", "critical", "CRITICAL", "5", "", "constructor"])(
    "severity=%s is no severity and changes nothing",
    (severity) => {
      expect(bound({ status: "Critical" }, { severity }).status).toBe("Critical");
    },
  );

  test("what it adds is bounded like the event's own", () => {
    const long = { title_rule: "x".repeat(2_000), layer_webhook_reset_1_feishus: "t".repeat(5_000) };
    const { title, labels } = bound({}, long);
    expect(title).toHaveLength(LIMITS.titleLengthMax);
    expect(labels.layer_webhook_reset_1_feishus).toHaveLength(LIMITS.labelValueLengthMax);
  });

  test("an empty title_rule and names that only look like dispatch labels change nothing", () => {
    expect(bound({}, { title_rule: "", layer_person_reset_10_emails: "x", xlayer_person_reset_0_emails: "x" })).toEqual(
      event(),
    );
  });
});

describe("how a push is judged", () => {
  const judge = (reading: SourceReading) => {
    const source = sourceOf(() => reading);
    const judged = judgePush(source, requestOf(), {}, NOW);
    expect(readPush(source, requestOf(), {}, NOW).outcome, "accept and process agree").toBe(judged.outcome);
    return judged;
  };
  const reject = (index: number): Reject => ({
    index,
    issues: [{ at: `[${index}]`, expected: "an object", got: "null" }],
  });

  test("good events are accepted beside bad ones", () => {
    expect(judge(mapped([event()], [reject(1)]))).toMatchObject({ outcome: "mapped", rejects: [{ index: 1 }] });
  });

  test("only bad ones are a body of the wrong shape, with at most 20 issues", () => {
    const rejects = Array.from({ length: 30 }, (_, index) => reject(index));
    const judged = judge(mapped([], rejects));
    expect(judged).toMatchObject({ outcome: "rejected", kind: "shape", issues: { length: 20, 0: { at: "[0]" } } });
  });

  test("events and rejects together may be 10,000", () => {
    const events = (count: number) => Array.from({ length: count }, () => event());
    expect(judge(mapped(events(LIMITS.eventsMax - 1), [reject(0)])).outcome).toBe("mapped");
    expect(judge(mapped(events(LIMITS.eventsMax), [reject(0)]))).toEqual({
      ...{ outcome: "rejected", kind: "too_many_events" },
      issues: [{ at: "", expected: "at most 10000 events in one push", got: "10001 events" }],
    });
  });

  test("ignored and rejected readings pass through as they are", () => {
    const ignored = { outcome: "ignored", because: say("test_marked") } as const;
    const rejected = { outcome: "rejected", kind: "unparsable", issues: [] } as const;
    expect([judge(ignored), judge(rejected)]).toEqual([ignored, rejected]);
  });

  test("P3: a source that throws has read a body nobody can read: an answer to the sender, never a failure of the hub", () => {
    const source = sourceOf(() => {
      throw new TypeError("cannot read properties of undefined");
    });
    const expected = {
      ...{ outcome: "rejected", kind: "unparsable" },
      issues: [
        {
          at: "",
          expected: "a body that made-up can read",
          got: "one it fails on: cannot read properties of undefined",
        },
      ],
    };
    expect(judgePush(source, requestOf(), {}, NOW)).toEqual(expected);
    expect(readPush(source, requestOf(), {}, NOW)).toEqual(expected);
  });
});
