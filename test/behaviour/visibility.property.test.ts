import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { RESPONDER, VIEWER } from "../../contract/role.ts";
import { randomHex } from "../../server/base/ids.ts";
import type { Answer, Api } from "../support/api.ts";
import {
  type AccountPlan,
  type Commons,
  createAccount,
  type Outsider,
  type Secrets,
} from "../support/hidden-account.ts";
import { startTestHub, type TestHub } from "../support/hub.ts";
import { type Asking, REACHING } from "../support/reaching-inputs.ts";

// What is in a private channel does not exist for those who are not in it: by no operation, whatever they ask with.

const SEED = 20_261_123;
const RUNS = 4;
/** Some 2000 calls, and the pushes behind what they ask about; the machine may be busy. */
const TAKES = { timeout: 300_000 };

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

/** A route keeps the ids of all channels it names, or an edit by somebody who does not see them all would lose some. */
const NAMES_CHANNELS = new Set(["/route/info", "/route/list", "/route/history/list"]);

/** These need no more than to read, and tell nothing of any channel. */
const TELLS_NOTHING = new Set(["/integration/source/list", "/channel/star", "/channel/unstar"]);

const place = fc.nat({ max: 5 });
const plans: fc.Arbitrary<AccountPlan> = fc.record({
  teams: fc.integer({ min: 2, max: 3 }),
  members: fc.array(
    fc.record({
      teams: fc.uniqueArray(place, { maxLength: 2 }),
      roleId: fc.constantFrom(RESPONDER.id, RESPONDER.id, VIEWER.id),
    }),
    { minLength: 2, maxLength: 3 },
  ),
  channels: fc.array(
    fc.record({
      team: place,
      managing: fc.uniqueArray(place, { maxLength: 2 }),
      isPrivate: fc.boolean().map((isPublic) => !isPublic),
      isDeleted: fc.nat({ max: 4 }).map((number) => number === 0),
      creator: fc.option(place),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

test("every operation has inputs that could reach what is hidden", () => {
  const paths = OPERATIONS.map(({ path }) => path);
  expect(
    paths.filter((path) => !REACHING[path]),
    "say in test/support/reaching-inputs.ts how",
  ).toEqual([]);
  expect(Object.keys(REACHING).filter((path) => !paths.some((known) => known === path))).toEqual([]);
});

test(
  "no operation tells an outsider of a hidden channel, and a hidden id is answered like a made-up one",
  TAKES,
  async () => {
    const revealed = new Set<string>();
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { commons, outsiders } = await createAccount(hub, plan);
        for (const outsider of outsiders) {
          for (const { path } of OPERATIONS) asked += await askAll(path, outsider, commons);
        }
        const [one] = outsiders.flatMap(({ hidden, ownSharedId }) =>
          hidden.map((secrets) => ({ ...secrets, ownSharedId })),
        );
        if (one) for (const path of await listRevealed(one, commons)) revealed.add(path);
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    // The same inputs do reach it all: who may see everything is told.
    expect([...revealed].sort()).toEqual(readingPaths());
    expect(asked).toBeGreaterThan(600);
  },
);

/** Asks an operation about one hidden channel, and once more with made-up ids and words. */
async function askAll(path: string, { api, ownSharedId, hidden }: Outsider, commons: Commons): Promise<number> {
  const [secrets] = hidden;
  const reaching = REACHING[path];
  if (!secrets || !reaching) return 0;
  const real: Asking = { ...secrets, ownSharedId };
  const made = makeUp(real);
  const inputs = reaching(real, commons);
  const madeUpInputs = reaching(made, commons);
  const [answers, madeUpAnswers] = await Promise.all(
    [inputs, madeUpInputs].map((all) => Promise.all(all.map((input) => api.call(path, input)))),
  );
  for (const [index, input] of inputs.entries()) {
    const [answer, madeUp] = [answers?.[index], madeUpAnswers?.[index]];
    if (!answer || !madeUp) throw new Error(`${path} was not asked`);
    const about = `${path} ${JSON.stringify(input)}`;
    expect(leaksIn(madeUp, hidden, path), about).toEqual([]);
    expect(withoutNames(answer, [real, made]), about).toBe(withoutNames(madeUp, [real, made]));
  }
  return inputs.length;
}

/** Other values of the same shape, which nothing has. */
function makeUp(real: Asking): Asking {
  const likeId = (id: string) => id.slice(0, 12) + randomHex(6);
  const incidentId = likeId(real.incidentId);
  return {
    ...real,
    word: `canary${randomHex(8)}`,
    channelName: `Channel canary${randomHex(8)}`,
    channelId: real.channelId + 500_000_000_000,
    integrationId: real.integrationId + 500_000_000_000,
    integrationKey: randomHex(16),
    deliveryId: likeId(real.deliveryId),
    rejectedId: likeId(real.rejectedId),
    alertId: likeId(real.alertId),
    alertKey: randomHex(16),
    eventId: likeId(real.eventId),
    sharedAlertId: likeId(real.sharedAlertId),
    sharedIncidentId: likeId(real.sharedIncidentId),
    incidentId,
    num: incidentId.slice(-6).toUpperCase(),
  };
}

/** What nobody else may read, of every hidden channel. */
function leaksIn(answer: Answer, hidden: readonly Secrets[], path: string): string[] {
  const text = JSON.stringify([answer.data, answer.error]);
  const secrets = hidden.flatMap((one) => [
    ...[one.word, one.integrationKey, one.deliveryId, one.rejectedId, one.alertId, one.incidentId, one.eventId],
    ...[one.sharedAlertId, one.sharedIncidentId, String(one.integrationId)],
    ...(NAMES_CHANNELS.has(path) ? [] : [String(one.channelId)]),
  ]);
  return secrets.filter((secret) => text.includes(secret));
}

/** An answer with all that was asked with, real or made up, replaced by the same sign. */
function withoutNames({ status, data, error }: Answer, asked: readonly Asking[]): string {
  const values = asked.flatMap(({ ownSharedId: _, ...named }) => Object.values(named).map(String));
  const longestFirst = values.sort((a, b) => b.length - a.length);
  return longestFirst.reduce((text, value) => text.replaceAll(value, "<it>"), JSON.stringify({ status, data, error }));
}

function readingPaths(): string[] {
  const reading = OPERATIONS.filter(({ permission }) => /^(Channels|Incidents|Integrations)\/Read$/.test(permission));
  return reading
    .map(({ path }) => path)
    .filter((path) => !TELLS_NOTHING.has(path))
    .sort();
}

/** The operations that tell the owner of the hub what is hidden from others. */
async function listRevealed(asking: Asking, commons: Commons): Promise<string[]> {
  const owner: Api = hub.api;
  const paths = [];
  for (const path of readingPaths()) {
    const inputs = REACHING[path]?.(asking, commons) ?? [];
    const answers = await Promise.all(inputs.map((input) => owner.call(path, input)));
    const secrets = [
      asking.word,
      asking.deliveryId,
      asking.alertId,
      asking.incidentId,
      asking.sharedAlertId,
      ...[asking.channelId, asking.integrationId].map(String),
    ];
    const isTold = answers.some(({ data }) => secrets.some((secret) => JSON.stringify(data ?? null).includes(secret)));
    if (isTold) paths.push(path);
  }
  return paths;
}
