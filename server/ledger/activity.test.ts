import { expect, test } from "vitest";
import { sumActivity } from "./activity.ts";
import { type LedgerEntry, summariseVerdicts } from "./ledger.ts";

const HOUR_MS = 3_600_000;

function entry(fields: Partial<LedgerEntry>): LedgerEntry {
  return {
    ...{ day: "2026-01-01", deliveryId: "", integrationId: 1, source: "aliyun-prometheus", batchId: 1 },
    ...{ offsetBytes: 0, lengthBytes: 0, receivedAt: 0, processedAt: 0, outcome: "processed", because: "" },
    ...{
      events: 1,
      verdicts: summariseVerdicts([], []),
      replayOf: null,
      isTest: false,
      keyFingerprint: null,
      said: null,
    },
    ...fields,
  };
}

test("events are summed by integration and by the hour in which they arrived", () => {
  const sums = sumActivity([
    entry({ receivedAt: 10, events: 2 }),
    entry({ receivedAt: HOUR_MS - 1 }),
    entry({ receivedAt: HOUR_MS }),
    entry({ integrationId: 2, receivedAt: 10 }),
  ]);
  expect(sums.map(({ integrationId, hour, events }) => [integrationId, hour, events])).toEqual([
    [1, 0, 3],
    [1, 1, 1],
    [2, 0, 1],
  ]);
});

test("an event that no route took counts as one of the hour, and as unrouted", () => {
  const verdicts = summariseVerdicts([{ event: 0, verdict: "unrouted", channel_id: 0 }], []);
  expect(sumActivity([entry({ verdicts })])).toMatchObject([{ events: 1, unrouted: 1 }]);
});

test("replays, empty tests and pushes of what is gone are no activity", () => {
  expect(sumActivity([entry({ replayOf: "x" }), entry({ events: 0 }), entry({ source: "" })])).toEqual([]);
});
