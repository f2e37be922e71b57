import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { SOURCES } from "../../server/sources/registry.ts";
import type { Source } from "../../server/sources/source.ts";
import { type LoneHub, startLoneHub } from "../chaos/support/lone-hub.ts";
import { PROFILE } from "../chaos/support/profile.ts";
import { chooseSeed, createRandom } from "../chaos/support/random.ts";
import { createChannel } from "../support/api.ts";
import { createBodyMaker } from "./support/body-maker.ts";
import { hose, sumTallies, type Tally } from "./support/hose.ts";
import { samplesOf } from "./support/samples.ts";

// A hub as users run it gets bodies that no sender meant: each is taken or refused with a reason, and what was taken is kept.

const INTEGRATIONS_PER_SOURCE = 2;
const created = z.object({ integration_id: z.number(), push_url: z.string() });

let lone: LoneHub;
const integrations = new Map<Source, { id: number; url: URL }[]>();

beforeAll(async () => {
  lone = await startLoneHub();
  for (const source of SOURCES) {
    const channelId = await createChannel(lone.api, source.id);
    for (let made = 0; made < INTEGRATIONS_PER_SOURCE; made += 1) {
      const wanted = { plugin_type: source.id, channel_id: channelId };
      const { integration_id: id, push_url: url } = await lone.api.get("/integration/create", wanted, created);
      integrations.set(source, [...(integrations.get(source) ?? []), { id, url: new URL(url) }]);
    }
  }
}, PROFILE.timeoutMs);
afterAll(() => lone?.stop(), PROFILE.timeoutMs);

let tallies: ReadonlyMap<Source, Tally>;
beforeAll(async () => {
  const seed = chooseSeed();
  const random = createRandom(seed);
  const each = Math.ceil(PROFILE.fuzzBodies / SOURCES.length / INTEGRATIONS_PER_SOURCE);
  const startedMs = performance.now();
  const running = [...integrations].map(async ([source, ofSource]): Promise<[Source, Tally]> => {
    const next = createBodyMaker(samplesOf(source, Date.now()), random);
    return [source, sumTallies(await Promise.all(ofSource.map(({ url }) => hose(url, each, next))))];
  });
  tallies = new Map(await Promise.all(running));
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
  console.log(`fuzz: TOCSIN_TRIAL_SEED=${seed}, ${all().sent} bodies in ${seconds} s`);
  console.log(JSON.stringify(all(), null, 1));
  await lone.drained();
}, PROFILE.timeoutMs);

const all = () => sumTallies([...tallies.values()]);

test("P3: every body is answered 200, or refused by a 400 or 413 that says why; none by a 5xx or by silence", () => {
  expect(all().wrong).toEqual([]);
  expect(all().sent).toBeGreaterThanOrEqual(PROFILE.fuzzBodies);
});

test("P1: the ledger has a row for every 200 and no other, with as many events as the answers said", async () => {
  expect(await lone.count("select count(*) as n from delivery")).toBe(all().answers["200"]);
  expect(await lone.count("select sum(events) as n from delivery")).toBe(all().events);
});

test("P3: none of them failed in processing, and the process that took them is the one that was started", async () => {
  expect(await lone.count("select count(*) as n from delivery where outcome = 'failed'")).toBe(0);
  expect(lone.hub.child.exitCode).toBeNull();
  expect(lone.hub.log.filter(({ event }) => String(event).startsWith("process."))).toEqual([]);
});

test("most bodies that were changed are still JSON, and every way to answer was reached often", () => {
  const { changed, answers } = all();
  expect(changed.stillJson / changed.all).toBeGreaterThan(0.6);
  for (const word of ["200", "400 BadRequest", "400 InvalidParameter"]) {
    expect(answers[word] ?? 0, word).toBeGreaterThan(PROFILE.fuzzBodies / 100);
  }
});

describe.each(SOURCES.map((source) => [source.id, source] as const))("%s", (_id, source) => {
  test("bodies reached every decision that a sender alone can bring about", async () => {
    for (const verdict of ["opened", "refreshed", "updated", "repeated", "recovered", "no_open_alert"]) {
      expect(await countVerdicts(source, verdict), verdict).toBeGreaterThan(PROFILE.fuzzBodies / 20_000);
    }
  });

  test("afterwards a clean push opens its alert", async () => {
    const [{ url } = { url: "" }] = integrations.get(source) ?? [];
    const before = await countVerdicts(source, "opened");
    // Later than anything that was sent, so that neither is late.
    const laterMs = Date.now() + 3_600_000;
    for (const status of ["Ok", "Critical"] as const) {
      const { headers, body } = source.sample(status, status === "Ok" ? laterMs : laterMs + 60_000);
      expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
    }
    await lone.drained();
    expect(await countVerdicts(source, "opened")).toBe(before + 1);
  });
});

function countVerdicts(source: Source, verdict: string): Promise<number> {
  const ids = (integrations.get(source) ?? []).map(({ id }) => id);
  return lone.count(
    `select coalesce(sum((verdicts -> 'counts' ->> '${verdict}')::integer), 0) as n
       from delivery where integration_id in (${ids.join()})`,
  );
}
