import { describe, expect, test } from "vitest";
import { say } from "../../contract/saying.ts";
import { createIdSource } from "../base/ids.ts";
import { Board, type Loaded } from "../board/board.ts";
import type { FlowChannel } from "../channels/flow-channel.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { decideBatch, INTEGRATION_STAGES, routeBatch, type Stages } from "./process.ts";
import type { TakenPush } from "./push.ts";
import { type AlertStage, type BatchRules, type EventStage, NO_ANSWERS } from "./stage.ts";

// What a stage can do, told with stages that the hub does not have: a newcomer's stage does the same.

const NOON = Date.UTC(2026, 10, 30, 12);
const CHANNEL = 2131;
const integration: FlowIntegration = {
  ...{ integrationId: 1131, pluginType: "standard", name: "Scripts", settings: {} },
  ...{ channelId: CHANNEL, rulesVersion: 0, configVersion: 1 },
};
const channel: FlowChannel = {
  ...{ channelId: CHANNEL, isEnabled: true, isDeleted: false, autoCloses: true },
  ...{ autoResolveMs: 0, autoResolveFrom: "trigger", rulesVersion: 0 },
};

/** A push of standard events, as it is taken off the queue. */
function pushOf(...events: Record<string, unknown>[]): TakenPush {
  const body = Buffer.from(JSON.stringify(events));
  const request = { method: "POST", query: {}, headers: { "content-type": "application/json" }, body };
  const ids = { deliveryId: createIdSource()(NOON), integrationId: integration.integrationId };
  return {
    place: { ...ids, batchId: 1, day: "2026-11-30", offsetBytes: 0, lengthBytes: body.length },
    entry: { ...ids, receivedAtMs: NOON, isTest: false, replayOf: null },
    request,
  };
}

function fires(key: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { event_status: "Critical", alert_key: key, title_rule: `${key} is down`, labels: { key }, ...more };
}

const NOTHING: Loaded = { alerts: [], incidents: [], recoveries: [], responders: [] };

/** Pushes through the whole path without a database, with these stages beside the hub's own, and what was there before. */
function play(pushes: readonly TakenPush[], added: Partial<Stages>, loaded: Loaded = NOTHING) {
  const rules: BatchRules = {
    integrations: new Map([[integration.integrationId, integration]]),
    ofIntegration: () => ({ route: null }),
    channels: { ids: new Set([CHANNEL]), idByName: new Map() },
    answers: NO_ANSWERS,
  };
  const stages: Stages = {
    integration: [...(added.integration ?? []), ...INTEGRATION_STAGES],
    channel: added.channel ?? [],
    alert: added.alert ?? [],
  };
  const board = new Board(loaded, { newId: createIdSource(), nowMs: NOON, personId: 0 });
  const routed = routeBatch(pushes, rules, stages);
  const ledger = decideBatch(routed, { channels: new Map([[CHANNEL, channel]]), answers: NO_ANSWERS }, board, stages);
  return { ledger, board, verdicts: ledger.flatMap(({ verdicts }) => verdicts.events) };
}

const addsRegion: EventStage<unknown> = {
  name: "region",
  takesRecoveries: false,
  run: (event) => ({
    event: { ...event, labels: { ...event.labels, region: "eu" } },
    because: [say("case_one", { numbers: [1] })],
  }),
};

/** A stage that ends events of one key. */
const drops = (key: string): EventStage<unknown> => ({
  name: "drop",
  takesRecoveries: false,
  run: (event) => (event.key === key ? { dropped: true, by: say("case_one", { numbers: [7] }) } : null),
});

describe("a stage of an integration", () => {
  test("changes the event for all that comes behind it, and its reason stands in the verdict", () => {
    const titled = fires("db", { title_rule: "[TPL]{{.Labels.region}} {{.Labels.key}}" });
    const { board, verdicts } = play([pushOf(titled)], { integration: [addsRegion] });
    expect([...board.alerts.values()]).toMatchObject([{ title: "eu db", labels: { region: "eu" } }]);
    expect(verdicts).toMatchObject([{ verdict: "opened", said: [say("case_one", { numbers: [1] })] }]);
  });

  test("drops an event: nothing opens, and the verdict says by what", () => {
    const { board, verdicts } = play([pushOf(fires("a"), fires("b"))], { integration: [drops("a")] });
    expect(verdicts).toMatchObject([
      { event: 0, verdict: "dropped", said: [say("case_one", { numbers: [7] })] },
      { event: 1, verdict: "opened" },
    ]);
    expect(board.alerts.size).toBe(1);
  });
});

test.each(["integration", "channel"] as const)(
  "P4: a stage of the %s that drops events never drops a recovery",
  (where) => {
    const over = pushOf({ event_status: "Ok", alert_key: "a", title_rule: "a", labels: {} });
    const { board: before } = play([pushOf(fires("a"))], {});
    const open: Loaded = { ...NOTHING, alerts: [...before.alerts.values()], incidents: [...before.incidents.values()] };
    const { verdicts, board } = play([pushOf(fires("a")), over], { [where]: [drops("a")] }, open);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["dropped", "recovered"]);
    expect([...board.alerts.values()]).toMatchObject([{ progress: "Closed", status: "Ok" }]);
  },
);

test("a stage of a channel drops an event there, and says so", () => {
  const { verdicts, board } = play([pushOf(fires("a"))], { channel: [drops("a")] });
  expect(verdicts).toMatchObject([{ verdict: "dropped", channel_id: CHANNEL }]);
  expect(board.alerts.size).toBe(0);
});

describe("a stage between alert and incident", () => {
  /** Mutes what is less than critical while something critical opened in the same push. */
  const inhibits: AlertStage = {
    name: "inhibit",
    run: ({ after }) => (after.severity === "Critical" ? null : { muted: "inhibited", by: say("channel_off") }),
  };

  test("keeps an alert from incidents: it is there, marked, and its verdict says why", () => {
    const { board, verdicts } = play([pushOf(fires("a", { event_status: "Info" }))], { alert: [inhibits] });
    expect(verdicts).toMatchObject([{ verdict: "inhibited", said: [say("channel_off")] }]);
    expect(verdicts[0]?.incident_id).toBeUndefined();
    expect([...board.alerts.values()]).toMatchObject([{ everMuted: true, incidentId: null, progress: "Triggered" }]);
    expect(board.incidents.size).toBe(0);
  });

  test("lets an alert that it muted open an incident with the first update that it no longer mutes", () => {
    const { board: muted } = play([pushOf(fires("a", { event_status: "Info" }))], { alert: [inhibits] });
    const loaded: Loaded = { ...NOTHING, alerts: [...muted.alerts.values()] };
    const still = play([pushOf(fires("a", { event_status: "Warning" }))], { alert: [inhibits] }, loaded);
    expect(still.verdicts).toMatchObject([{ verdict: "updated", said: [say("channel_off")] }]);
    expect(still.board.incidents.size).toBe(0);
    const { board, verdicts } = play([pushOf(fires("a"))], { alert: [inhibits] }, loaded);
    expect([...board.incidents.values()]).toMatchObject([{ progress: "Triggered", severity: "Critical", alertCnt: 1 }]);
    const [incidentId] = board.incidents.keys();
    expect(verdicts).toMatchObject([{ verdict: "updated", incident_id: incidentId }]);
  });

  test("mutes no recovery, and an alert that is in an incident is followed, muted or not", () => {
    const { board: before } = play([pushOf(fires("a"))], {});
    const loaded: Loaded = {
      ...NOTHING,
      alerts: [...before.alerts.values()],
      incidents: [...before.incidents.values()],
    };
    const mutesAll: AlertStage = { name: "mute", run: () => ({ muted: "silenced", by: say("channel_off") }) };
    const update = play([pushOf(fires("a", { description: "worse" }))], { alert: [mutesAll] }, loaded);
    expect(update.verdicts).toMatchObject([{ verdict: "updated", said: [say("channel_off")] }]);
    expect([...update.board.incidents.values()]).toMatchObject([{ alertEventCnt: 2 }]);
    const over = play([pushOf(fires("a", { event_status: "Ok" }))], { alert: [mutesAll] }, loaded);
    expect(over.verdicts).toMatchObject([{ verdict: "recovered" }]);
    expect([...over.board.incidents.values()]).toMatchObject([{ progress: "Closed", status: "Ok" }]);
  });

  test("sees alerts as they are after the whole body, whatever the order in it", () => {
    const seen: string[][] = [];
    const looks: AlertStage = {
      name: "look",
      run: ({ after }) => {
        seen.push([after.alertKey, after.severity]);
        return null;
      },
    };
    const body = [fires("a", { event_status: "Info" }), fires("b"), fires("a", { event_status: "Warning" })];
    play([pushOf(...body)], { alert: [looks] });
    expect(seen).toEqual([
      ["a", "Warning"],
      ["b", "Critical"],
    ]);
  });
});

test("a push whose deciding throws fails alone, and leaves nothing but its verdict", () => {
  const throws: AlertStage = {
    name: "throw",
    run: ({ after }) => {
      if (after.alertKey === "b") throw new Error("no");
      return null;
    },
  };
  const { ledger, board } = play([pushOf(fires("a")), pushOf(fires("x"), fires("b")), pushOf(fires("c"))], {
    alert: [throws],
  });
  expect(ledger.map(({ outcome }) => outcome)).toEqual(["processed", "failed", "processed"]);
  expect(ledger[1]?.because).toContain("no");
  expect([...board.alerts.values()].map(({ alertKey }) => alertKey)).toEqual(["a", "c"]);
  expect([board.newAlerts.size, board.newIncidents.size, board.events.length, board.feed.length]).toEqual([2, 2, 2, 2]);
});
