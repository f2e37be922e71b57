import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "../alerts/alert.ts";
import { createIdSource } from "../base/ids.ts";
import { type Incident, isOpen } from "../incidents/incident.ts";
import { acknowledgeIncident, type HoldDecision, unacknowledgeIncident } from "../incidents/incident-hold.ts";
import { openIncident } from "../incidents/incident-transitions.ts";
import type { Responder } from "../incidents/responder.ts";
import { Board } from "./board.ts";

const SEED = 20_261_123;
const NOON_SECONDS = Date.UTC(2026, 10, 23, 12) / 1000;
const PEOPLE = [11, 12, 13];

const ALERT: Alert = {
  ...{ alertId: "a", integrationId: 1, channelId: 2, incidentId: "i", alertKey: "k", title: "CPU", titleRule: "" },
  ...{ description: "", severity: "Warning", status: "Warning", progress: "Triggered", labels: {}, images: [] },
  ...{ everMuted: false, startTime: NOON_SECONDS, lastTime: NOON_SECONDS, endTime: 0, closeTime: 0 },
  ...{ openedAt: NOON_SECONDS * 1000, lastReceivedAt: NOON_SECONDS * 1000, openedSourceTimeMs: null },
  ...{ latestSourceTimeMs: null, eventCnt: 1, createdAt: NOON_SECONDS, updatedAt: NOON_SECONDS },
};

/** The incident with everything a command or an event can touch. */
type World = { incident: Incident; responders: Map<number, Responder>; alert: Alert };
/** The same as a person would tell it: who holds it since when, and whether it is over. */
type Model = { isClosed: boolean; holders: Map<number, number>; known: Map<number, number> };

type Step = { name: "ack" | "unack" | "resolve"; person: number } | { name: "reopen" } | { name: "fires" | "recovers" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ name: fc.constantFrom("ack", "unack", "resolve"), person: fc.constantFrom(...PEOPLE) }),
  fc.record({ name: fc.constant("reopen") }),
  fc.record({ name: fc.constantFrom("fires", "recovers") }),
);

const newId = createIdSource();

/** The world behind its locks, as a unit of work loads it. */
function load({ incident, alert, responders }: World, nowSeconds: number, personId: number): Board {
  const loaded = { alerts: [alert], incidents: [incident], recoveries: [], responders: [...responders.values()] };
  return new Board(loaded, { newId, nowMs: nowSeconds * 1000, personId });
}

/** The world as the unit of work leaves it. */
function keep(world: World, board: Board): void {
  world.incident = board.incidents.get("i") ?? world.incident;
  world.alert = board.alerts.get("a") ?? world.alert;
  for (const one of board.respondersOf("i")) world.responders.set(one.personId, one);
}

/** What the hub does; true when something changed. */
function act(world: World, wanted: Step, nowSeconds: number): boolean {
  const board = load(world, nowSeconds, "person" in wanted ? wanted.person : 0);
  const did = decide(world, wanted, nowSeconds, board);
  keep(world, board);
  return did;
}

function decide({ incident, alert }: World, wanted: Step, nowSeconds: number, board: Board): boolean {
  const hold = (decision: HoldDecision): boolean => {
    if (decision.outcome === "unchanged") return false;
    board.changeIncident(decision.incident);
    board.setResponder(decision.responder);
    return true;
  };
  switch (wanted.name) {
    case "ack":
      return hold(acknowledgeIncident(incident, board.respondersOf("i"), wanted.person, nowSeconds * 1000));
    case "unack":
      return hold(unacknowledgeIncident(incident, board.respondersOf("i"), wanted.person, nowSeconds * 1000));
    case "resolve":
      if (!isOpen(incident)) return false;
      board.closeIncident(incident, { from: "console", personId: wanted.person, findings: {} });
      return true;
    case "reopen":
      if (isOpen(incident)) return false;
      board.reopenIncident(incident, "");
      return true;
    default: {
      if (alert.progress === "Closed") return false;
      const recovered = { status: "Ok", progress: "Closed", endTime: nowSeconds } as const;
      const after: Alert = { ...alert, ...(wanted.name === "recovers" && recovered), eventCnt: alert.eventCnt + 1 };
      board.changeAlert(after);
      board.followAlert(alert, after, true);
      return wanted.name === "recovers";
    }
  }
}

/** What should happen; true when something changed. */
function expectStep(model: Model, wanted: Step, nowSeconds: number, isFiring: boolean): boolean {
  switch (wanted.name) {
    case "ack":
      if (model.isClosed || model.holders.has(wanted.person)) return false;
      model.holders.set(wanted.person, nowSeconds);
      if (!model.known.has(wanted.person)) model.known.set(wanted.person, nowSeconds);
      return true;
    case "unack":
      return !model.isClosed && model.holders.delete(wanted.person);
    case "reopen":
      if (!model.isClosed) return false;
      model.holders.clear();
      model.isClosed = false;
      return true;
    default: {
      if (wanted.name === "fires" || (wanted.name === "recovers" && !isFiring)) return false;
      const didChange = !model.isClosed;
      model.isClosed = true;
      return didChange;
    }
  }
}

test("whatever people and events do, progress, first acknowledgement and responders are what they should be", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const incident = openIncident(ALERT, "aliyun-prometheus", "i", NOON_SECONDS * 1000);
      const world: World = { incident, responders: new Map(), alert: ALERT };
      const model: Model = { isClosed: false, holders: new Map(), known: new Map() };
      steps.forEach((wanted, index) => {
        const nowSeconds = NOON_SECONDS + index + 1;
        const isFiring = world.alert.progress === "Triggered";
        const should = expectStep(model, wanted, nowSeconds, isFiring);
        expect(act(world, wanted, nowSeconds)).toBe(should);
        const progress = model.isClosed ? "Closed" : model.holders.size > 0 ? "Processing" : "Triggered";
        const ackTime = Math.min(...model.holders.values());
        expect(world.incident).toMatchObject({ progress, ackTime: Number.isFinite(ackTime) ? ackTime : 0 });
        expect(isOpen(world.incident)).toBe(!model.isClosed);
        const acknowledged = [...world.responders.values()].map((one) => [one.personId, one.acknowledgedTime]);
        expect(acknowledged).toEqual([...model.known.keys()].map((id) => [id, model.holders.get(id) ?? 0]));
        for (const one of world.responders.values()) expect(one.assignedTime).toBe(model.known.get(one.personId));
        const { alert } = world;
        const isActive = alert.progress === "Triggered";
        expect(world.incident).toMatchObject({ activeAlertCnt: isActive ? 1 : 0, alertEventCnt: alert.eventCnt });
        expect(world.incident.status).toBe(alert.status);
        if (should) seen.add(`${wanted.name} to ${progress}`);
      });
    }),
    { seed: SEED, numRuns: 500 },
  );
  expect([...seen].sort()).toEqual([
    "ack to Processing",
    "recovers to Closed",
    "reopen to Triggered",
    "resolve to Closed",
    "unack to Processing",
    "unack to Triggered",
  ]);
});

test("an attempt that throws leaves nothing behind, whatever it did before", () => {
  const incident = openIncident(ALERT, "aliyun-prometheus", "i", NOON_SECONDS * 1000);
  const board = load({ incident, alert: ALERT, responders: new Map() }, NOON_SECONDS + 1, 11);
  const work = () => {
    board.closeIncident(incident, { from: "autorslv" });
    board.addAlert({ ...ALERT, alertId: "b", incidentId: null });
    board.attach({ ...ALERT, alertId: "b" }, "i");
    board.setResponder({ incidentId: "i", personId: 11, assignedTime: 1, acknowledgedTime: 1 });
    board.rememberRecovery({ integrationId: 1, alertKey: "k", sourceTimeMs: 5, receivedAt: 5 });
    board.setAutoResolve(incident, { autoResolveMs: 1_000 });
    throw new Error("half-way");
  };
  const untouched = load({ incident, alert: ALERT, responders: new Map() }, NOON_SECONDS + 1, 11);
  expect(() => board.attempt(work)).toThrow("half-way");
  expect({ ...board }).toEqual({ ...untouched });
  expect([board.findOpen(1, 2, "k"), board.alertsOf("i"), board.respondersOf("i"), board.recoveredAt(1, "k")]).toEqual([
    ALERT,
    [ALERT],
    [],
    null,
  ]);
});
