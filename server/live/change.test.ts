import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Change, changedInChannels, mergeChanges, NAMED_IDS_MAX, renderEvents, type Scope } from "./change.ts";

const ALL: Scope = {
  hiddenChannelIds: new Set(),
  mayReadIntegrations: true,
  mayReadIncidents: true,
  mayReadChannels: true,
};

const channelId = fc.integer({ min: 1, max: 5 });
const objectIds = fc.array(
  fc.nat(300).map((id) => id.toString(16).padStart(24, "0")),
  { maxLength: 60 },
);
const inChannel = fc.tuple(channelId, fc.option(objectIds, { freq: 10 }));
const change: fc.Arbitrary<Change> = fc.record(
  {
    integrations: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), channelId, fc.nat(1_000), fc.nat(50))),
    alerts: fc.array(inChannel, { maxLength: 4 }),
    incidents: fc.array(inChannel, { maxLength: 4 }),
    edits: fc.array(
      fc.tuple(fc.constantFrom("channel" as const, "integration" as const), fc.integer({ min: 1, max: 9 }), channelId),
    ),
  },
  { requiredKeys: [] },
);

/** What events say, one fact each; what is not named any more stands for every id. */
function factsOf(changes: readonly Change[], scope: Scope): Set<string> {
  const facts = new Set<string>();
  for (const one of changes) {
    for (const { name, data } of renderEvents(one, scope)) {
      if (!("items" in data)) continue;
      for (const item of data.items) facts.add(`${name} ${JSON.stringify(item)}`);
    }
  }
  return facts;
}

describe("merging", () => {
  test("names each alert and incident that changed, or says that there are more", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const merged = mergeChanges(changes);
        for (const kind of ["alerts", "incidents"] as const) {
          const named = new Map(merged[kind]);
          for (const [channel, ids] of changes.flatMap((one) => one[kind] ?? [])) {
            const found = named.get(channel);
            expect(found).not.toBeUndefined();
            if (found) expect(found).toEqual(expect.arrayContaining(ids ?? ["all of them"]));
          }
          expect(named.size).toBe(merged[kind]?.length);
          for (const ids of named.values()) expect(ids?.length ?? 0).toBeLessThanOrEqual(NAMED_IDS_MAX);
        }
      }),
    );
  });

  test("keeps the latest time and the sum of pushes of each integration", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const all = changes.flatMap(({ integrations = [] }) => integrations);
        for (const [integrationId, , lastTime, pushes] of mergeChanges(changes).integrations ?? []) {
          const own = all.filter(([id]) => id === integrationId);
          expect(lastTime).toBe(Math.max(...own.map(([, , time]) => time)));
          expect(pushes).toBe(own.reduce((sum, [, , , count]) => sum + count, 0));
        }
      }),
    );
  });

  test("does not depend on how changes were cut into batches", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(6), (changes, cut) => {
        const atOnce = mergeChanges(changes);
        const inTwo = mergeChanges([mergeChanges(changes.slice(0, cut)), mergeChanges(changes.slice(cut))]);
        expect(factsOf([inTwo], ALL)).toEqual(factsOf([atOnce], ALL));
      }),
    );
  });
});

test("nothing of a hidden channel is told, and everything of the others", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.uniqueArray(channelId), (changes, hidden) => {
      const scope = { ...ALL, hiddenChannelIds: new Set(hidden) };
      const without = changes.map(
        (one): Change => ({
          integrations: (one.integrations ?? []).filter(([, channel]) => !hidden.includes(channel)),
          alerts: (one.alerts ?? []).filter(([channel]) => !hidden.includes(channel)),
          incidents: (one.incidents ?? []).filter(([channel]) => !hidden.includes(channel)),
          edits: (one.edits ?? []).filter(([, , channel]) => !hidden.includes(channel)),
        }),
      );
      expect(factsOf(changes, scope)).toEqual(factsOf(without, ALL));
    }),
  );
});

test("a storm in one channel is told in few words", () => {
  const ids = Array.from({ length: NAMED_IDS_MAX + 1 }, (_, index) => index.toString(16).padStart(24, "0"));
  const items = ids.map((id) => ({ channelId: 7, id }));
  expect(changedInChannels(items)).toEqual([[7, null]]);
  expect(changedInChannels(items.slice(1))).toEqual([[7, ids.slice(1)]]);
  const [event] = renderEvents({ incidents: [[7, null]] }, ALL);
  expect(event).toEqual({
    name: "incident.changed",
    data: { items: [{ channel_id: 7, incident_ids: [], has_more: true }] },
  });
});
