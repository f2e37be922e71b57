import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createChannel } from "../support/api.ts";
import { cmsEvent } from "../support/cms-event.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { minutes, seconds } from "../support/moving-clock.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { execute } from "../support/sql.ts";

// A channel may end its incidents by itself after a time (I16): counted from when each opened, or from its latest event.

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(async () => hub.stop());

const rows = z.object({
  items: z.array(z.object({ type: z.string(), creator_id: z.number(), detail: z.record(z.string(), z.unknown()) })),
});

/** The incident of a story, as it stands. */
type Stands = { incident_id: string; progress: string; closer_id: number; status: string; end_time: number };

/** A channel with one alert firing in it; `fire` says so again. */
async function fireIn(name: string, settings: object) {
  const channelId = await createChannel(hub.api, name);
  await set(channelId, settings);
  const { pushUrl } = await createSharedIntegration(hub, [channelId]);
  const fire = async (message = "93 %") => {
    const answer = await hub.push(pushUrl, [cmsEvent({ entity: name, message, atMs: hub.clock.now() })]);
    expect(answer.status).toBe(200);
    await hub.settle();
  };
  await fire();
  const find = async (): Promise<Stands> => {
    const sql = `select incident_id, progress, closer_id, status, end_time from incident where channel_id = $1
      order by incident_id desc limit 1`;
    const [found] = await execute<Stands>(hub.database, sql, [channelId]);
    if (!found) throw new Error("no incident");
    return found;
  };
  return { channelId, fire, find };
}

async function set(channelId: number, settings: object): Promise<void> {
  expect((await hub.api.call("/channel/update", { channel_id: channelId, ...settings })).error).toBeNull();
}

async function pass(ms: number): Promise<void> {
  hub.clock.fastForward(ms);
  await hub.settle();
}

const HALF_AN_HOUR = { auto_resolve_timeout: 1_800, auto_resolve_mode: "trigger" };
const AFTER_SILENCE = { auto_resolve_timeout: 1_800, auto_resolve_mode: "update" };

test("P7: an incident ends by itself at its time, not a second earlier, although events come and somebody is on it", async () => {
  const { fire, find } = await fireIn("trigger", HALF_AN_HOUR);
  const { incident_id } = await find();
  await hub.api.call("/incident/ack", { incident_ids: [incident_id] });
  await pass(minutes(20));
  await fire("97 %");
  await pass(minutes(10) - seconds(1));
  expect((await find()).progress).toBe("Processing");
  await pass(seconds(1));
  expect(await find()).toMatchObject({ progress: "Closed", closer_id: 0, status: "Critical", end_time: 0 });

  const timeline = await hub.api.get("/incident/feed", { incident_id, asc: true, types: ["i_rslv"] }, rows);
  expect(timeline.items).toMatchObject([{ detail: { from: "autorslv" }, creator_id: 0 }]);
  const alerts = await execute<{ alert_id: string; progress: string }>(
    hub.database,
    "select alert_id, progress from alert where incident_id = $1",
    [incident_id],
  );
  expect(alerts).toMatchObject([{ progress: "Closed" }]);
  const activity = await hub.api.get("/alert/feed", { alert_id: alerts[0]?.alert_id, asc: true }, rows);
  expect(activity.items.map(({ type }) => type)).toEqual(["a_new", "a_update", "a_close"]);
  expect(activity.items.at(-1)).toMatchObject({ detail: { from: "autorslv", incident_id }, creator_id: 0 });

  await fire();
  expect((await find()).incident_id, "what fires afterwards opens anew (P6)").not.toBe(incident_id);
});

test("counted from the latest event, an incident ends only after silence", async () => {
  const { fire, find } = await fireIn("update", AFTER_SILENCE);
  for (let times = 0; times < 4; times += 1) {
    await pass(minutes(20));
    await fire();
  }
  await pass(minutes(30) - seconds(1));
  expect((await find()).progress).toBe("Triggered");
  await pass(seconds(1));
  expect((await find()).progress).toBe("Closed");
});

test("P10: what is open already ends by itself once the channel says so, and no more once it does not", async () => {
  const late = await fireIn("set later", {});
  const off = await fireIn("switched off", HALF_AN_HOUR);
  await pass(minutes(20));
  await set(late.channelId, HALF_AN_HOUR);
  await set(off.channelId, { auto_resolve_timeout: 0 });
  await pass(minutes(10));
  expect((await late.find()).progress).toBe("Closed");
  expect((await off.find()).progress).toBe("Triggered");
  await set(off.channelId, HALF_AN_HOUR);
  await pass(seconds(1));
  expect((await off.find()).progress, "it has been open for longer than that").toBe("Closed");
});

test("an incident that is reopened has its whole time again", async () => {
  const { find } = await fireIn("reopened", HALF_AN_HOUR);
  const { incident_id } = await find();
  await pass(minutes(25));
  await hub.api.call("/incident/resolve", { incident_ids: [incident_id] });
  await hub.api.call("/incident/reopen", { incident_ids: [incident_id] });
  await pass(minutes(29));
  expect((await find()).progress).toBe("Triggered");
  await pass(minutes(1));
  expect((await find()).progress).toBe("Closed");
});

test("a timer ends with its incident", async () => {
  const { find } = await fireIn("ended", HALF_AN_HOUR);
  const { incident_id } = await find();
  const count = async () =>
    (await execute<{ n: number }>(hub.database, "select count(*) as n from timer where ref = $1", [incident_id]))[0]?.n;
  expect(await count()).toBe(1);
  await hub.api.call("/incident/resolve", { incident_ids: [incident_id] });
  expect(await count()).toBe(0);
});
