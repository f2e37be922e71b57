import { describe, expect, test } from "vitest";
import type { SourceEvent } from "../source.ts";
import { type AlertmanagerDialect, readAlertmanagerBody, startOrEnd } from "./alertmanager-body.ts";
import { type Fields, NO_FIELDS } from "./fields.ts";

const NOW = Date.parse("2026-11-20T02:30:00Z");
const START = "2026-11-20T02:00:00.5Z";
const END = "2026-11-20T02:20:00Z";

const DIALECT: AlertmanagerDialect = {
  severityOf: (labels) => (labels.severity === "page" ? "Critical" : "Info"),
  timeOf: startOrEnd,
  moreLabels: () => NO_FIELDS,
};

function read(body: Fields, alerts: readonly unknown[], at = "") {
  return [...readAlertmanagerBody(body, alerts, at, DIALECT, NOW)];
}

function readOne(alert: Fields, body: Fields = {}): SourceEvent {
  const [piece] = read(body, [alert]);
  if (piece === undefined || !("event" in piece)) throw new Error(JSON.stringify(piece));
  return piece.event;
}

describe("state", () => {
  const labels = { alertname: "A" };
  test.each<[string, Fields, Fields, SourceEvent["status"]]>([
    ["its own status counts, not the group's", { labels, status: "firing" }, { status: "resolved" }, "Info"],
    ["the group's counts when it has none", { labels }, { status: "resolved" }, "Ok"],
    ["an end in the past is a recovery when no status is known", { labels, endsAt: END }, { status: "?" }, "Ok"],
    ["an end ahead is none", { labels, endsAt: "2026-11-20T02:40:00Z" }, {}, "Info"],
    ["Go's zero time is no end", { labels, endsAt: "0001-01-01T00:00:00Z" }, {}, "Info"],
    ["an alert that says firing fires whatever its end", { labels, status: "firing", endsAt: END }, {}, "Info"],
  ])("%s", (_what, alert, body, status) => {
    expect(readOne(alert, body).status).toBe(status);
  });
});

describe("P4: identity", () => {
  const labels = { alertname: "A", pod: "p", severity: "page" };

  test("is the fingerprint, whatever the labels", () => {
    const firing = readOne({ status: "firing", fingerprint: "f1", labels });
    expect(firing.otherKeys).toEqual([]);
    expect(readOne({ status: "resolved", fingerprint: "f1", labels: {} }).key).toBe(firing.key);
    expect(readOne({ status: "firing", fingerprint: "f2", labels }).key).not.toBe(firing.key);
  });

  test("is the labels without their level where there is no fingerprint, in any order", () => {
    const firing = readOne({ status: "firing", labels });
    expect(readOne({ status: "resolved", labels: { pod: "p", severity: "info", alertname: "A" } }).key).toBe(
      firing.key,
    );
    expect(readOne({ status: "firing", labels: { ...labels, pod: "q" } }).key).not.toBe(firing.key);
  });

  test("of a recovery with a fingerprint is found by labels too", () => {
    const firing = readOne({ status: "firing", labels });
    expect(readOne({ status: "resolved", fingerprint: "f1", labels }).otherKeys).toEqual([firing.key]);
  });
});

test("time is the start while it fires and the end once it is over, never the start of what is over", () => {
  const labels = { alertname: "A" };
  expect(readOne({ status: "firing", labels, startsAt: START }).sourceTimeMs).toBe(Date.parse(START));
  expect(readOne({ status: "resolved", labels, startsAt: START, endsAt: END }).sourceTimeMs).toBe(Date.parse(END));
  expect(readOne({ status: "resolved", labels, startsAt: START, endsAt: "" }).sourceTimeMs).toBeNull();
});

test("an alert's own labels and annotations win over those of the group", () => {
  const group = { commonLabels: { cluster: "c", pod: "other" }, commonAnnotations: { summary: "group" } };
  const event = readOne({ labels: { alertname: "A", pod: "p" }, annotations: { message: "own" } }, group);
  expect(event).toMatchObject({ title: "A", description: "own", labels: { alertname: "A", pod: "p", cluster: "c" } });
  expect(readOne({ labels: { pod: "p" } }, group)).toMatchObject({ title: "group", description: "group" });
});

test("labels as JSON text are read as labels", () => {
  expect(readOne({ labels: '{"alertname":"A","severity":"page"}' })).toMatchObject({ status: "Critical", title: "A" });
});

test("P2: an alert that nothing tells apart is refused by its path, the others stay", () => {
  const pieces = read({}, [{ labels: { a: "b" } }, { status: "firing" }, { labels: ["x"] }, 5], "[2]");
  expect(pieces.map((piece) => ("issues" in piece ? piece.issues : "event"))).toEqual([
    "event",
    [{ at: "[2].alerts[1].labels", expected: "an object of labels, or a fingerprint beside it", got: "nothing" }],
    [
      {
        at: "[2].alerts[2].labels",
        expected: "an object of labels, or a fingerprint beside it",
        got: "an array that tells nothing apart",
      },
    ],
    [{ at: "[2].alerts[3]", expected: "an object", got: "a number" }],
  ]);
});

test("P2: alerts that max_alerts cut off are told of, beside those that came", () => {
  const alert = { status: "firing", labels: { alertname: "A" } };
  const [event, missing] = read({ truncatedAlerts: 7 }, [alert]);
  expect(event).toHaveProperty("event");
  expect(missing).toMatchObject({ missing: [{ at: "truncatedAlerts", got: "7" }] });
  for (const none of [0, -1, null, "7", undefined]) expect(read({ truncatedAlerts: none }, [alert])).toHaveLength(1);
});
