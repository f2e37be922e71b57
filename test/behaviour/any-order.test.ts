import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdSource } from "../../server/base/ids.ts";
import { createJournal, type Journal } from "../../server/journal/journal.ts";
import { laneOf } from "../../server/journal/lane.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { createAlertModel, type ModelEvent, type ModelVerdict } from "../support/alert-model.ts";
import { createChannel } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { hours, minutes, seconds } from "../support/moving-clock.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";

// Any sequence of events over three conditions and two channels: what a model of a few lines predicts, and what never happens.

const SEED = 20261120;
let hub: TestHub;
let journal: Journal;
let channels: [number, number];
const newId = createIdSource();

beforeAll(async () => {
  hub = await startTestHub();
  const { database, clock } = hub;
  const partitions = createPartitions(database);
  journal = createJournal({ database, partitions, clock, waitingBytesMax: 1_000_000, onCommit: () => undefined });
  channels = [await createChannel(hub.api, "One"), await createChannel(hub.api, "Two")];
});
afterAll(async () => {
  await journal.stop();
  await hub.stop();
});

/** One event: after a wait, of a condition, saying something, and perhaps older than it should be. */
const step = fc.record({
  waitMs: fc.oneof(
    { arbitrary: fc.constantFrom(0, seconds(1), seconds(10), seconds(11), minutes(1)), weight: 20 },
    { arbitrary: fc.constantFrom(hours(24), hours(24) + 1), weight: 1 },
  ),
  key: fc.constantFrom("pod-a", "pod-b", "pod-c"),
  status: fc.constantFrom("Critical", "Critical", "Warning", "Ok", "Ok"),
  message: fc.constantFrom("93 %", "93 %", "97 %"),
  lateMs: fc.constantFrom(0, 0, seconds(5), minutes(2), minutes(2), -seconds(5)),
  /** Not a new event, but the condition's latest one sent again. */
  isRetry: fc.constantFrom(false, false, true),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Where firing events go from here on: bit 0 is the first channel, bit 1 the second. */
const route = fc.constantFrom(1, 2, 3, 3);

const WORDS = { Critical: "CRITICAL", Warning: "WARNING", Info: "INFO", Ok: "CRITICAL" } as const;

function bodyOf({ key, status, message, happenedAt }: ModelEvent): Record<string, unknown> {
  const state: CmsFields = { status: status === "Ok" ? "RECOVERED" : "OCCURRED", severity: WORDS[status] };
  return cmsEvent({ ...state, entity: key, message, atMs: happenedAt });
}

/** Steps as events with their times, beginning at `startMs`. */
function eventsOf(steps: readonly Step[], startMs: number): ModelEvent[] {
  const latest = new Map<string, ModelEvent>();
  let receivedAt = startMs;
  return steps.map(({ waitMs, lateMs, isRetry, ...said }) => {
    receivedAt += waitMs;
    const made = { ...said, receivedAt, happenedAt: receivedAt - lateMs };
    const before = isRetry ? latest.get(said.key) : undefined;
    const event = before ? { ...before, receivedAt } : made;
    latest.set(event.key, event);
    return event;
  });
}

/** Hands events over as one push that arrived when the first of them did, and returns its delivery. */
async function accept(integrationId: number, events: readonly ModelEvent[]): Promise<string> {
  const receivedAtMs = events[0]?.receivedAt ?? 0;
  const body = Buffer.from(JSON.stringify(events.map(bodyOf)));
  const deliveryId = newId(receivedAtMs);
  const request = { method: "POST", query: {}, headers: {}, body };
  const entry = { deliveryId, integrationId, receivedAtMs, isTest: false, replayOf: null, request };
  await journal.append(entry, laneOf(integrationId));
  return deliveryId;
}

function moveClockTo(ms: number): void {
  hub.clock.fastForward(ms - hub.clock.now());
}

async function verdictsOf(deliveryId: string): Promise<ModelVerdict[]> {
  type Row = { outcome: string; verdicts: { events: { channel_id: number; verdict: string }[] } };
  const sql = "select outcome, verdicts from delivery where delivery_id = $1";
  const [row] = await execute<Row>(hub.database, sql, [deliveryId]);
  expect(row?.outcome).toBe("processed");
  return (row?.verdicts.events ?? []).map(({ channel_id, verdict }) => [
    verdict === "no_open_alert" ? 0 : channel_id,
    verdict,
  ]);
}

const count = async (sql: string, values: readonly unknown[]) =>
  (await execute<{ count: number }>(hub.database, `select count(*) as count ${sql}`, values))[0]?.count;

/** Every closed incident and alert of an integration, as it stands. */
async function closedOf(integrationId: number): Promise<Map<string, string>> {
  const sql = `select incident_id as id, to_json(i)::text as row from incident i where integration_id = $1 and progress = 'Closed'
    union all select alert_id, to_json(a)::text from alert a where integration_id = $1 and progress = 'Closed'`;
  const rows = await execute<{ id: string; row: string }>(hub.database, sql, [integrationId]);
  return new Map(rows.map(({ id, row }) => [id, row]));
}

async function expectSound(integrationId: number): Promise<void> {
  const values = [integrationId];
  const twice = `from (select from alert where integration_id = $1 and progress = 'Triggered' group by channel_id, alert_key having count(*) > 1) x`;
  expect(await count(twice, values), "P4: one open alert a key and channel").toBe(0);
  const apart = `from alert a left join incident i using (incident_id)
    where a.integration_id = $1 and (i.progress is null or (a.progress = 'Closed') <> (i.progress = 'Closed'))`;
  expect(await count(apart, values), "an incident is closed exactly when its alert is").toBe(0);
  const behind = `from alert a join incident i using (incident_id)
    where a.integration_id = $1 and not (i.last_time between a.last_time - 59 and a.last_time)`;
  expect(await count(behind, values), "an incident's last time lags behind its alert's by less than a minute").toBe(0);
  const miscounted = `from alert a join incident i using (incident_id) where a.integration_id = $1
    and (a.event_cnt <> (select count(*) from alert_event e where e.alert_id = a.alert_id) or i.alert_event_cnt <> a.event_cnt)`;
  expect(await count(miscounted, values), "events are stored as often as they are counted").toBe(0);
}

/** Plays a story, each event a push of its own, and compares every verdict with the model's; `seen` counts them. */
async function playBesideModel(story: readonly [Step, number, boolean][], seen: Map<string, number>): Promise<void> {
  const { integrationId } = await createSharedIntegration(hub, channels);
  const model = createAlertModel();
  let closed = new Map<string, string>();
  let routedTo: number[] = [...channels];
  const steps = story.map(([one]) => one);
  for (const [index, event] of eventsOf(steps, hub.clock.now() + minutes(1)).entries()) {
    const [, bits = 0, reroutes] = story[index] ?? [];
    if (reroutes) {
      routedTo = channels.filter((_, place) => bits & (1 << place));
      await setRoute(integrationId, routedTo);
    }
    moveClockTo(event.receivedAt);
    const deliveryId = await accept(integrationId, [event]);
    await hub.settle();
    const verdicts = model.apply(event, routedTo);
    expect(await verdictsOf(deliveryId)).toEqual(verdicts);
    for (const [, word] of verdicts) seen.set(word, (seen.get(word) ?? 0) + 1);
    const now = await closedOf(integrationId);
    for (const [id, row] of closed) expect(now.get(id)).toBe(row);
    closed = now;
  }
  await expectSound(integrationId);
  expect(await storedAlerts(integrationId)).toEqual(model.alerts());
}

test("P4, P6: every verdict is the model's, closed things never change, and open ones are what the model says", async () => {
  const stories = fc.array(fc.tuple(step, route, fc.boolean()), { minLength: 5, maxLength: 24 });
  const seen = new Map<string, number>();
  const property = fc.asyncProperty(stories, (story) => playBesideModel(story, seen));
  await fc.assert(property, { seed: SEED, numRuns: 30 });
  const words = ["opened", "updated", "refreshed", "repeated", "recovered", "no_open_alert", "late"];
  for (const word of words) expect(seen.get(word), `${word} was hardly tried`).toBeGreaterThan(9);
}, 240_000);

async function setRoute(integrationId: number, channelIds: readonly number[]): Promise<void> {
  const values = [JSON.stringify({ channel_ids: channelIds }), integrationId];
  await execute(
    hub.database,
    `with changed as (update route set default_route = $1, version = version + 1 where integration_id = $2 returning integration_id)
     update integration i set rules_version = rules_version + 1 from changed c where i.integration_id = c.integration_id`,
    values,
  );
}

/** Stored alerts in the model's words; a key is known by the entity in its labels. */
async function storedAlerts(integrationId: number) {
  type Row = { name: string; opened: number; open: boolean; events: number };
  const sql = `select channel_id || ' ' || (labels ->> 'pod') as name, count(*) as opened, bool_or(progress = 'Triggered') as open,
    sum(event_cnt)::int as events from alert where integration_id = $1 group by 1`;
  const rows = await execute<Row>(hub.database, sql, [integrationId]);
  return new Map(rows.map(({ name, opened, open, events }) => [name, { opened, isOpen: open, events }]));
}

/** Alerts and incidents of an integration without ids, and without the times at which they were written. */
async function finalState(integrationId: number): Promise<unknown> {
  const sql = `select a.channel_id, a.title, a.description, a.severity, a.status, a.progress, a.labels, a.start_time, a.last_time,
      a.end_time, a.opened_at, a.last_received_at, a.event_cnt, i.severity as i_severity, i.status as i_status, i.progress as i_progress,
      i.first_alert_id = a.alert_id as is_first, i.start_time as i_start, i.end_time as i_end, i.alert_event_cnt, i.active_alert_cnt,
      (select json_agg(json_build_array(e.status, e.description, e.event_time) order by e.event_id) from alert_event e
        where e.alert_id = a.alert_id) as events,
      (select json_agg(f.type order by f.feed_id) from feed f where f.ref_id = a.alert_id) as closings,
      (select json_agg(f.type order by f.feed_id) from feed f where f.ref_id = i.incident_id) as i_feed
    from alert a join incident i using (incident_id) where a.integration_id = $1 order by a.channel_id, a.alert_key, a.opened_at, a.alert_id`;
  return execute(hub.database, sql, [integrationId]);
}

/** Cuts events into runs of the given lengths; what is left is the last run. */
function cut(events: readonly ModelEvent[], lengths: readonly number[]): ModelEvent[][] {
  const runs: ModelEvent[][] = [];
  let at = 0;
  for (const length of [...lengths, events.length]) {
    if (at < events.length) runs.push(events.slice(at, at + length));
    at += length;
  }
  return runs;
}

/** Consecutive events that arrived in the same millisecond. */
function sameInstant(events: readonly ModelEvent[]): ModelEvent[][] {
  const runs: ModelEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.[0]?.receivedAt === event.receivedAt) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

test("P9: pushes leave the same alerts however they are cut into batches, and into bodies", async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 10 });
  const property = fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 24 }), cuts, async (story, lengths) => {
    const create = async () => (await createSharedIntegration(hub, channels)).integrationId;
    const [oneByOne, inBatches, inBodies] = [await create(), await create(), await create()];
    const events = eventsOf(story, hub.clock.now() + minutes(1));
    for (const event of events) {
      moveClockTo(event.receivedAt);
      await accept(oneByOne, [event]);
      await hub.settle();
    }
    for (const run of cut(events, lengths)) {
      await Promise.all(run.map((event) => accept(inBatches, [event])));
      await hub.settle();
    }
    await Promise.all(sameInstant(events).map((run) => accept(inBodies, run)));
    await hub.settle();

    const expected = await finalState(oneByOne);
    expect(await finalState(inBatches)).toEqual(expected);
    expect(await finalState(inBodies)).toEqual(expected);
    for (const integrationId of [oneByOne, inBatches, inBodies]) await expectSound(integrationId);
  });
  await fc.assert(property, { seed: SEED, numRuns: 20 });
}, 240_000);
