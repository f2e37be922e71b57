import { expect, test } from "vitest";
import { toVerdicts } from "./delivery-items.ts";

test("of what went to a hidden channel the verdict stays, neither where nor why", () => {
  const ids = { alert_id: "a".repeat(24), incident_id: "b".repeat(24) };
  const hidden = { because: "in a channel that you may not see", said: [{ word: "in_hidden_channel" }] };
  const seen = { event: 0, verdict: "opened" as const, channel_id: 7, ...ids, because: "route version 1, case 2" };
  const unseen = { ...seen, event: 1, channel_id: 8 };
  const verdicts = { counts: { opened: 2 }, events: [seen, unseen], rejects: [], is_truncated: false };
  expect(toVerdicts(verdicts, [8])).toEqual({
    ...verdicts,
    events: [seen, { event: 1, verdict: "opened", channel_id: 0, ...hidden }],
  });
  expect(toVerdicts(verdicts, [])).toEqual(verdicts);
});
