import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPush } from "../read.ts";
import type { SourceEvent } from "../source.ts";
import { prometheus } from "./prometheus.ts";

const RECEIVED_AT_MS = Date.parse("2026-11-20T02:30:00Z");

function read(body: string): readonly SourceEvent[] {
  const request = { method: "POST", query: {}, headers: {}, body: Buffer.from(body) };
  const reading = readPush(prometheus, request, {}, RECEIVED_AT_MS);
  if (reading.outcome !== "mapped") throw new Error(JSON.stringify(reading));
  return reading.events;
}

const fixture = (name: string) => read(readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8"));

/** One alert of a group. */
function one(alert: object): SourceEvent {
  const [event] = read(JSON.stringify({ alerts: [{ status: "firing", fingerprint: "f", ...alert }] }));
  if (!event) throw new Error("no event");
  return event;
}

describe("severity", () => {
  test.each<[string, Record<string, string>, SourceEvent["status"]]>([
    ["severity is asked before priority and level", { severity: "info", priority: "critical", level: "warn" }, "Info"],
    ["priority is asked before level", { priority: "WARN", level: "critical" }, "Warning"],
    ["level is asked last", { level: "critical" }, "Critical"],
    ["a word of another team's scale does not hide a known one", { severity: "page", level: "critical" }, "Critical"],
    ["nothing at all is a Warning", {}, "Warning"],
    ["ok ends the alert", { severity: "OK" }, "Ok"],
  ])("%s", (_what, labels, status) => {
    expect(one({ labels: { alertname: "A", ...labels } }).status).toBe(status);
  });
});

test.each(["severity", "priority", "level"])("P2: an annotation called %s neither ends nor grades an alert", (name) => {
  const alert = { labels: { alertname: "A", severity: "page" }, annotations: { [name]: "ok" } };
  expect(one(alert).status).toBe("Warning");
  expect(one({ ...alert, annotations: { [name]: "critical" } }).status).toBe("Warning");
});

test("P4: the resolved notification ends the alert that the firing one opened", () => {
  expect(fixture("resolved-1.json")[0]).toMatchObject({ status: "Ok", key: fixture("firing-1.json")[0]?.key });
});

test("P4: a recovery with a fingerprint also finds what an Alertmanager without fingerprints opened", () => {
  const labels = { alertname: "A", instance: "i" };
  const opened = one({ labels, fingerprint: "" });
  expect(one({ labels, status: "resolved" }).otherKeys).toContain(opened.key);
});

test("labels win over annotations of the same name, and the way back to the graph is a label", () => {
  const { labels } = one({
    labels: { alertname: "A", team: "own" },
    annotations: { team: "other", runbook_url: "https://r" },
    generatorURL: "http://prom/graph",
  });
  expect(labels).toEqual({ alertname: "A", team: "own", runbook_url: "https://r", generatorURL: "http://prom/graph" });
});

test.each([
  ["1795140600.5", 1_795_140_600_500],
  ["2026-11-20T10:10:00+08:00", Date.parse("2026-11-20T02:10:00Z")],
  ["noon", null],
])("the annotation timestamp %j is the event's time, and no label", (timestamp, expected) => {
  const event = one({ labels: { alertname: "A" }, annotations: { timestamp }, startsAt: "2026-11-20T02:00:00Z" });
  expect(event.sourceTimeMs).toBe(expected);
  expect(event.labels).toEqual({ alertname: "A" });
});

test("P4: startsAt is not the event's time, so that what a second Prometheus still sees is not late after the first one's end", () => {
  expect(one({ labels: { alertname: "A" }, startsAt: "2026-11-20T02:00:00Z" }).sourceTimeMs).toBeNull();
});

test("a group of thousands is read whole, each alert by itself", () => {
  const alerts = Array.from({ length: 5000 }, (_, i) => ({
    status: i % 2 === 0 ? "firing" : "resolved",
    labels: { alertname: "A", instance: `host-${i}` },
    fingerprint: `f${i}`,
  }));
  const events = read(JSON.stringify({ version: "4", status: "firing", alerts }));
  expect(new Set(events.map(({ key }) => key)).size).toBe(5000);
  expect(events.filter(({ status }) => status === "Ok")).toHaveLength(2500);
});
