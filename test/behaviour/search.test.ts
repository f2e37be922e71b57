import { expect, test } from "vitest";
import { alertList } from "../../contract/operations/alert.ts";
import { incidentList } from "../../contract/operations/incident.ts";
import type { TestIntegration } from "../support/api.ts";
import { type CmsFields, cmsEvent } from "../support/cms-event.ts";
import { eachStory } from "../support/each-story.ts";
import type { TestHub } from "../support/hub.ts";
import { pushAndSettle } from "../support/ledger.ts";
import { hours, minutes } from "../support/moving-clock.ts";

// What is looked for by its title is found by the title that it has now.

let hub: TestHub;
let integration: TestIntegration;
eachStory((itsHub, itsIntegration) => {
  hub = itsHub;
  integration = itsIntegration;
});

const send = (fields: CmsFields) => pushAndSettle(hub, integration, cmsEvent({ atMs: hub.clock.now(), ...fields }));

/** The titles of alerts and of incidents that a search of the last days finds in this story's channel. */
async function find(text: string) {
  const now = Math.floor(hub.clock.now() / 1000);
  const within = { start_time: now - 86_400, end_time: now, channel_ids: [integration.channelId] };
  const alerts = await hub.api.get("/alert/list", { ...within, title: text }, alertList.output);
  const incidents = await hub.api.get("/incident/list", { ...within, query: text }, incidentList.output);
  return { alerts: alerts.items.map(({ title }) => title), incidents: incidents.items.map(({ title }) => title) };
}

test("a push is found by any part of its title, in any case, and by two Chinese letters", async () => {
  await send({ subject: "磁盘使用率 of PAY-7 > 90%" });
  const both = { alerts: ["磁盘使用率 of PAY-7 > 90%"], incidents: ["磁盘使用率 of PAY-7 > 90%"] };
  for (const text of ["使用", "盘", "pay-7", "F PAY", "> 90%", "%"]) expect(await find(text), text).toEqual(both);
  for (const text of ["使率", "pay_7", "pay%", "\\"])
    expect(await find(text), text).toEqual({ alerts: [], incidents: [] });
});

test("an alert whose title changed is found by the new one, and not by the old one", async () => {
  await send({ subject: "Queue is long" });
  hub.clock.fastForward(minutes(1));
  expect(await send({ subject: "Queue is full" })).toEqual(["updated"]);
  expect((await find("IS FULL")).alerts).toEqual(["Queue is full"]);
  expect((await find("is long")).alerts).toEqual([]);
});

test("a title that comes again after months is found again", async () => {
  await send({ subject: "Certificate ends" });
  await send({ subject: "Certificate ends", status: "RECOVERED" });
  hub.clock.fastForward(hours(100 * 24));
  expect(await find("certificate")).toEqual({ alerts: [], incidents: [] });
  await send({ subject: "Certificate ends" });
  expect(await find("certificate")).toEqual({ alerts: ["Certificate ends"], incidents: ["Certificate ends"] });
});
