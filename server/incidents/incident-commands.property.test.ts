import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "../alerts/alert.ts";
import { type Incident, isOpen } from "./incident.ts";
import {
  acknowledgeIncident,
  type CommandDecision,
  reopenIncident,
  resolveIncident,
  unacknowledgeIncident,
} from "./incident-commands.ts";
import { followAlert, openIncident } from "./incident-transitions.ts";
import type { Responder } from "./responder.ts";

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
/** The same as `spec.md` §1.4 tells it: who holds it since when, and whether it is over. */
type Model = { isClosed: boolean; holders: Map<number, number>; known: Map<number, number> };

type Step = { name: "ack" | "unack" | "resolve"; person: number } | { name: "reopen" } | { name: "fires" | "recovers" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ name: fc.constantFrom("ack", "unack", "resolve"), person: fc.constantFrom(...PEOPLE) }),
  fc.record({ name: fc.constant("reopen") }),
  fc.record({ name: fc.constantFrom("fires", "recovers") }),
);

function apply(world: World, decision: CommandDecision): boolean {
  if (decision.outcome === "unchanged") return false;
  world.incident = decision.incident;
  for (const one of decision.responders) world.responders.set(one.personId, one);
  return true;
}

/** What the hub does; true when something changed. */
function act(world: World, wanted: Step, nowSeconds: number): boolean {
  const nowMs = nowSeconds * 1000;
  const responders = [...world.responders.values()];
  switch (wanted.name) {
    case "ack":
      return apply(world, acknowledgeIncident(world.incident, responders, wanted.person, nowMs));
    case "unack":
      return apply(world, unacknowledgeIncident(world.incident, responders, wanted.person, nowMs));
    case "resolve": {
      const didChange = apply(world, resolveIncident(world.incident, {}, wanted.person, nowMs));
      if (didChange) world.alert = { ...world.alert, progress: "Closed" };
      return didChange;
    }
    case "reopen": {
      const takesEvents = world.alert.status !== "Ok";
      const didChange = apply(world, reopenIncident(world.incident, responders, takesEvents ? 1 : 0, nowMs));
      if (didChange && takesEvents) world.alert = { ...world.alert, progress: "Triggered" };
      return didChange;
    }
    default: {
      if (world.alert.progress === "Closed") return false;
      const recovered = { status: "Ok", progress: "Closed", endTime: nowSeconds } as const;
      const after: Alert = { ...world.alert, ...(wanted.name === "recovers" && recovered), eventCnt: 2 };
      world.incident = followAlert(world.incident, world.alert, after, true, nowMs).incident;
      world.alert = after;
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
