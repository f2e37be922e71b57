import { expect, test } from "vitest";
import { alertFeed } from "../../contract/operations/alert.ts";
import { createChannel, type TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import type { TestHub } from "../support/hub.ts";
import { alertFeedOf, latestDelivery, listAlerts, only, pushAndSettle } from "../support/ledger.ts";
import { minutes } from "../support/moving-clock.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";

// What an event did to its alert is read from the event: an alert's activity says it as rows of their own would.

let hub: TestHub;
let own: TestIntegration;
eachStory((itsHub, itsIntegration) => {
  hub = itsHub;
  own = itsIntegration;
});

type Sender = { pushUrl: string; integrationId: number };

/** Sends one event; tells its verdict, when it was processed, and by which push. */
async function send(to: Sender, fields: CmsFields = {}) {
  hub.clock.fastForward(minutes(1));
  const verdict = only(await pushAndSettle(hub, to, cmsEvent({ atMs: hub.clock.now(), ...fields })));
  const { delivery_id } = await latestDelivery(hub, to.integrationId);
  return { verdict, atMs: hub.clock.now(), delivery_id };
}

test("P8: the activity of an alert says what opened it, what it was told since, and what closed it", async () => {
  const shared = await createSharedIntegration(hub, [await createChannel(hub.api, "Activity")]);
  const opened = await send(shared, { severity: "WARNING" });
  const worse = await send(shared, { severity: "CRITICAL" });
  const better = await send(shared, { severity: "INFO" });
  expect((await send(shared, { status: "PERSISTENT", severity: "INFO" })).verdict, "it stands nowhere").toBe(
    "refreshed",
  );
  const over = await send(shared, { status: "RECOVERED" });
  const { alert_id } = only(await listAlerts(hub, shared.integrationId));

  const because = "route version 1, default: no case matched";
  const said = expect.arrayContaining([expect.objectContaining({ word: expect.any(String) })]);
  const { delivery_id } = opened;
  const warned = { severity: "Warning", status: "Warning" };
  const told = [
    { at: opened.atMs, type: "a_new", detail: { ...warned, delivery_id, because, said } },
    { at: worse.atMs, type: "a_update", detail: { severity: "Critical", status: "Critical", progress: "Triggered" } },
    { at: better.atMs, type: "a_update", detail: { severity: "Critical", status: "Info", progress: "Triggered" } },
    { at: over.atMs, type: "a_update", detail: { severity: "Critical", status: "Ok", progress: "Closed" } },
    { at: over.atMs, type: "a_close", detail: { from: "event" } },
  ].map(({ at, ...row }) => ({ ...row, ref_id: alert_id, creator_id: 0, created_at: at, updated_at: at }));
  const rows = await alertFeedOf(hub, alert_id);
  expect(rows.map(({ account_id, deleted_at, ...row }) => row)).toEqual(told);

  const page = (input: object) => hub.api.get("/alert/feed", { alert_id, limit: 2, ...input }, alertFeed.output);
  expect((await page({ limit: 100 })).items).toEqual(rows.toReversed());
  expect(await page({ asc: true, p: 2 })).toEqual({ items: rows.slice(2, 4), has_next_page: true });
  expect(await page({ p: 3 })).toEqual({ items: rows.slice(0, 1), has_next_page: false });
  expect(await page({ asc: true, types: ["a_update"] })).toEqual({ items: rows.slice(1, 3), has_next_page: true });
});

test("an alert of a private integration, which no route led anywhere, gives its push and no reason", async () => {
  const { delivery_id } = await send(own);
  const { alert_id } = only(await listAlerts(hub, own.integrationId));
  const detail = { severity: "Critical", status: "Critical", delivery_id };
  expect(await alertFeedOf(hub, alert_id)).toMatchObject([{ type: "a_new" }]);
  expect((await alertFeedOf(hub, alert_id))[0]?.detail).toEqual(detail);
});
