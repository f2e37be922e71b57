import { expect, test } from "vitest";
import type { Alert, IncomingEvent } from "./alert.ts";
import { decideAlert, eventTime, JOIN_WINDOW_MS } from "./alert-decision.ts";

const NOON = Date.UTC(2026, 10, 20, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function event(change: Partial<IncomingEvent> = {}): IncomingEvent {
  return {
    integrationId: 1131,
    channelId: 2131,
    status: "Critical",
    key: "k",
    title: "Pod memory usage > 90%",
    titleRule: "",
    description: "93.4%",
    labels: { pod: "checkout" },
    images: [],
    sourceTimeMs: NOON,
    receivedAtMs: NOON,
    isReplay: false,
    ...change,
  };
}

let made = 0;
const newAlertId = () => `alert-${++made}`;

function decide(incoming: IncomingEvent, open: Alert | null, recoveredAtMs: number | null = null) {
  return decideAlert(incoming, open, recoveredAtMs, newAlertId, incoming.receivedAtMs);
}

function opened(change: Partial<IncomingEvent> = {}): Alert {
  const decision = decide(event(change), null);
  if (decision.verdict !== "opened") throw new Error(`expected opened, got ${decision.verdict}`);
  return decision.alert;
}

test("opened: a firing event without an open alert opens one with its level and times", () => {
  const alert = opened();
  expect(alert).toMatchObject({ severity: "Critical", status: "Critical", progress: "Triggered", eventCnt: 1 });
  expect(alert).toMatchObject({ startTime: NOON / 1000, lastTime: NOON / 1000, endTime: 0, openedAt: NOON });
});

test("repeated: the same event again within 10 s changes nothing", () => {
  const open = opened();
  expect(decide(event({ receivedAtMs: NOON + 10 * SECOND }), open)).toEqual({ verdict: "repeated", of: open.alertId });
});

test("refreshed: the same event after 10 s, or a replay of it, moves the alert's times", () => {
  const open = opened();
  expect(decide(event({ receivedAtMs: NOON + 11 * SECOND }), open).verdict).toBe("refreshed");
  expect(decide(event({ isReplay: true }), open).verdict).toBe("refreshed");
});

test("refreshed: labels follow the event while status, title and description are the same", () => {
  const decision = decide(
    event({ labels: { pod: "cart" }, sourceTimeMs: NOON + MINUTE, receivedAtMs: NOON + MINUTE }),
    opened(),
  );
  expect(decision).toMatchObject({
    verdict: "refreshed",
    alert: { labels: { pod: "cart" }, eventCnt: 1, lastTime: NOON / 1000 + 60 },
  });
});

test("updated: severity rises with a worse event and never falls with a better one", () => {
  const worse = decide(event({ status: "Critical", receivedAtMs: NOON + MINUTE }), opened({ status: "Warning" }));
  expect(worse).toMatchObject({ verdict: "updated", alert: { severity: "Critical", status: "Critical", eventCnt: 2 } });
  const better = decide(event({ status: "Info", receivedAtMs: NOON + MINUTE }), opened());
  expect(better).toMatchObject({ verdict: "updated", alert: { severity: "Critical", status: "Info" } });
});

test("recovered: the alert closes, keeps its picture and gains only labels it lacked", () => {
  const recovery = event({
    status: "Ok",
    title: "fine",
    labels: { pod: "other", by: "hand" },
    sourceTimeMs: NOON + MINUTE,
  });
  const decision = decide(recovery, opened());
  expect(decision).toMatchObject({
    verdict: "recovered",
    alert: {
      title: "Pod memory usage > 90%",
      labels: { pod: "checkout", by: "hand" },
      severity: "Critical",
      status: "Ok",
      progress: "Closed",
      endTime: NOON / 1000 + 60,
    },
  });
});

test("late: a recovery older than the event that opened the alert is about something else and closes nothing", () => {
  const at = (sourceTimeMs: number | null) => event({ status: "Ok", sourceTimeMs, receivedAtMs: NOON + MINUTE });
  expect(decide(at(NOON - SECOND), opened())).toEqual({ verdict: "late", than: "opening", atMs: NOON });
  expect(decide(at(NOON), opened()).verdict).toBe("recovered");
  expect(decide(at(null), opened()).verdict).toBe("recovered");
  expect(decide(at(NOON - SECOND), opened({ sourceTimeMs: null })).verdict).toBe("recovered");
});

test("an opening event dated ahead of its arrival does not make the recoveries until then late", () => {
  const open = opened({ sourceTimeMs: NOON + 60 * MINUTE });
  expect(decide(event({ status: "Ok", sourceTimeMs: NOON + MINUTE }), open).verdict).toBe("recovered");
});

test("an older event that comes later does not move the alert's last time back", () => {
  const older = { sourceTimeMs: NOON - MINUTE, receivedAtMs: NOON + MINUTE };
  expect(decide(event(older), opened())).toMatchObject({ verdict: "refreshed", alert: { lastTime: NOON / 1000 } });
});

test("no_open_alert: a recovery of something unknown opens nothing", () => {
  expect(decide(event({ status: "Ok" }), null)).toEqual({ verdict: "no_open_alert" });
});

test("late: a firing event older than the key's last recovery opens nothing and changes nothing", () => {
  const late = event({ sourceTimeMs: NOON - SECOND, receivedAtMs: NOON + MINUTE });
  expect(decide(late, null, NOON).verdict).toBe("late");
  expect(decide(late, opened(), NOON).verdict).toBe("late");
  expect(decide(event({ sourceTimeMs: NOON }), null, NOON).verdict).toBe("opened");
});

test("late needs the source's own time: without one the event counts as new", () => {
  expect(decide(event({ sourceTimeMs: null }), null, NOON + MINUTE).verdict).toBe("opened");
});

test("the join window runs from the last arrival: a condition that keeps firing stays one alert", () => {
  const almost = decide(event({ receivedAtMs: NOON + JOIN_WINDOW_MS }), opened());
  expect(almost.verdict).toBe("refreshed");
});

test("an alert silent for longer than the join window closes and the event opens the next", () => {
  const open = opened();
  const decision = decide(event({ receivedAtMs: NOON + JOIN_WINDOW_MS + 1 }), open);
  expect(decision).toMatchObject({
    verdict: "opened",
    outlived: { alertId: open.alertId, progress: "Closed", status: "Critical", endTime: 0 },
  });
});

test("event times far from the hub's clock are clamped to a day back and five minutes ahead", () => {
  const at = (sourceTimeMs: number) => eventTime({ sourceTimeMs, receivedAtMs: NOON }) - NOON / 1000;
  expect(at(0)).toBe(-86_400);
  expect(at(NOON + 60 * MINUTE)).toBe(300);
  expect(at(NOON - MINUTE)).toBe(-60);
});
