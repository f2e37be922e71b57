import { describe, expect, test } from "vitest";
import { inEnglish, sayOf } from "../../../contract/saying.ts";
import { readPush } from "../read.ts";
import { getSource } from "../registry.ts";
import type { SourceEvent, SourceReading } from "../source.ts";

const NOW = Date.parse("2026-11-20T02:30:00Z");

function read(body: unknown, sourceId = "standard"): SourceReading {
  const request = { method: "POST", query: {}, headers: {}, body: Buffer.from(JSON.stringify(body)) };
  return readPush(getSource(sourceId), request, {}, NOW);
}

function one(fields: object, sourceId = "standard"): SourceEvent {
  const reading = read({ title: "Disk full", event_status: "Warning", ...fields }, sourceId);
  const [event] = reading.outcome === "mapped" ? reading.events : [];
  if (!event) throw new Error(JSON.stringify(reading));
  return event;
}

function refused(fields: object): string[] {
  const reading = read({ title: "Disk full", event_status: "Warning", ...fields });
  if (reading.outcome !== "rejected") throw new Error(JSON.stringify(reading));
  return reading.issues.map(({ at, expected, got }) => inEnglish([sayOf(at, "expected", { expected, got })]));
}

describe("alert_key", () => {
  test("is echoed to the letter", () => {
    for (const key of [" spaced ", "14", "a/b?c=d", "键"]) expect(one({ alert_key: key }).key).toBe(key);
  });

  test("of 255 characters is taken, of 256 refused", () => {
    expect(one({ alert_key: "k".repeat(255) }).key).toHaveLength(255);
    expect(refused({ alert_key: "k".repeat(256) })).toEqual([
      "alert_key: expected text of at most 255 characters, got 256 characters",
    ]);
  });

  test.each([undefined, null, "", "  "])("%j is none: it is made of title and labels", (alert_key) => {
    expect(one({ alert_key }).key).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
  });

  test.each([undefined, null, "", "  "])("an Ok with %j is refused, since it could end nothing", (alert_key) => {
    expect(refused({ event_status: "Ok", alert_key })).toHaveLength(1);
  });

  test("P4: a made one is the same whatever the order of labels, nulls, level and description, and whichever name the title has", () => {
    const first = one({ labels: { a: "1", b: "2" } }).key;
    const again = { title: undefined, title_rule: "Disk full", event_status: "Critical", description: "worse" };
    expect(one({ ...again, labels: { b: 2, a: "1", c: null } }).key).toBe(first);
    for (const other of [{ a: "1" }, { a: "1", b: "3" }, { a: "12" }, { a: "2", b: "1" }]) {
      expect(one({ labels: other }).key, JSON.stringify(other)).not.toBe(first);
    }
    expect(one({ title: "Disk empty", labels: { a: "1", b: "2" } }).key).not.toBe(first);
  });

  test("a made one comes of the title rule as it was sent, not of what it gives", () => {
    const rule = { title: "$host::full" };
    expect(one({ ...rule, labels: { host: "a" } }).key).not.toBe(one({ title: "a / full", labels: { host: "a" } }).key);
  });
});

describe("title", () => {
  test("title_rule wins over title, and a blank one does not", () => {
    expect(one({ title_rule: "rule" }).title).toBe("rule");
    expect(one({ title_rule: " " }).title).toBe("Disk full");
    expect(one({ title_rule: null }).title).toBe("Disk full");
  });

  test("is needed to fire, not to recover", () => {
    expect(refused({ title: undefined })).toEqual(["title_rule: expected text, here or in title, got nothing"]);
    expect(one({ title: undefined, event_status: "Ok", alert_key: "k" })).toMatchObject({ status: "Ok", title: "" });
  });

  test("plain text is cut at 512, a rule is not cut before it is rendered", () => {
    expect(one({ title: "t".repeat(513) }).title).toHaveLength(512);
    expect(one({ title: `[TPL]${"t".repeat(600)}` }).title).toHaveLength(605);
  });
});

test("event_status is taken exactly, and the refusal shows what came", () => {
  for (const status of ["critical", "OK", " Ok", "Error", "", 1, null, ["Ok"]]) {
    expect(refused({ event_status: status, alert_key: "k" })[0], String(status)).toMatch(
      /^event_status: expected Critical, Warning, Info or Ok, written exactly so, got /,
    );
  }
  expect(refused({ event_status: "x".repeat(1e6) })[0]?.length).toBeLessThan(200);
});

test("every field that is wrong is named at once", () => {
  const issues = refused({ title: [], event_status: "Bad", alert_key: {}, labels: 5, images: 5 });
  expect(issues.map((issue) => issue.split(":")[0])).toEqual([
    ...["event_status", "title_rule", "labels", "images", "alert_key"],
  ]);
});

test("P4: the key that is made for an event without one does not move with its measured value", () => {
  const keyOf = (labels: object) => one({ alert_key: undefined, labels }).key;
  expect(keyOf({ host: "a", value: 91, trigger_value: "91" })).toBe(keyOf({ host: "a", value: 97 }));
  expect(keyOf({ host: "a", level: "1" })).not.toBe(keyOf({ host: "a", level: "2" }));
});

describe("batches", () => {
  const event = (key: number) => ({ title: "t", event_status: "Info", alert_key: String(key) });

  test("100 events are taken, 101 are too many", () => {
    const many = Array.from({ length: 101 }, (_, key) => event(key));
    expect(read(many.slice(1))).toMatchObject({ outcome: "mapped", events: { length: 100 } });
    expect(read(many)).toMatchObject({ outcome: "rejected", kind: "too_many_events" });
  });

  test("good events are taken beside bad ones, whose fields are named with their place", () => {
    const reading = read([event(1), { ...event(2), event_status: "?" }]);
    expect(reading).toMatchObject({ events: [{ key: "1" }], rejects: [{ issues: [{ at: "[1].event_status" }] }] });
  });
});

describe("what real senders send", () => {
  test("Uptime Kuma: a level nobody knows fires as Warning, in any case of letters", () => {
    expect(one({ event_status: "Emergency" }, "uptime-kuma").status).toBe("Warning");
    expect(one({ event_status: "critical" }, "uptime-kuma").status).toBe("Critical");
    expect(one({ event_status: undefined }, "uptime-kuma").status).toBe("Warning");
  });

  test("Keep: what its webhook provider posts on installing is a test, and no other body is", () => {
    expect(read({ test: "payload" }, "keep").outcome).toBe("ignored");
    expect(read({ test: "payload" }).outcome).toBe("rejected");
    expect(read({ test: "payload", event_status: "Info" }, "keep").outcome).toBe("rejected");
  });

  test("ElastAlert 2: nulls are left out", () => {
    const event = one({ description: null, alert_key: null, labels: { check: null, env: "prod" } }, "elastalert2");
    expect(event).toMatchObject({ description: "", labels: { env: "prod" } });
  });
});
