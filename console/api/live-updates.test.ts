import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LiveEvent } from "../../contract/live.ts";
import { concerns, touchedBy, withLastTimes } from "./live-updates.ts";

const ALERT = "0123456789abcdef01234567";
const OTHER = "f".repeat(24);

const alertChanged = (has_more = false): LiveEvent => ({
  name: "alert.changed",
  data: { items: [{ channel_id: 7, alert_ids: [ALERT], has_more }] },
});
const edited = (noun: "channel" | "integration" | "route" | "team" | "member" | "delivery", id: number): LiveEvent => ({
  name: "config.changed",
  data: { items: [{ noun, id }] },
});
const isConcerned = (event: LiveEvent, key: readonly unknown[]) => touchedBy(event).some((one) => concerns(one, key));

describe("which queries an event concerns", () => {
  const incident: LiveEvent = {
    name: "incident.changed",
    data: { items: [{ channel_id: 7, incident_ids: [ALERT], has_more: false }] },
  };
  const counted: LiveEvent = { name: "channel.changed", data: { items: [{ channel_id: 7 }] } };
  const pushed: LiveEvent = { name: "delivery.new", data: { items: [{ integration_id: 9, count: 3 }] } };

  test.each<[what: string, event: LiveEvent, key: readonly unknown[], isConcerned: boolean]>([
    ["one alert", alertChanged(), ["alert", "info", ALERT], true],
    ["its activity", alertChanged(), ["alert", "feed", ALERT], true],
    ["another alert", alertChanged(), ["alert", "info", OTHER], false],
    ["another alert, when more changed than is listed", alertChanged(true), ["alert", "info", OTHER], true],
    ["a list by filters", alertChanged(), ["alert", "list", { severity: "Critical" }], true],
    ["the list of its channel", alertChanged(), ["alert", "list", 7], true],
    ["the list of another channel", alertChanged(), ["alert", "list", 8], false],
    ["the list of every channel", alertChanged(), ["alert", "list", null], true],
    ["incidents", alertChanged(), ["incident", "list", 7], false],
    ["an incident's timeline", incident, ["incident", "feed", ALERT], true],
    ["the card of a channel whose counters moved", counted, ["channel", "info", 7], true],
    ["the list of channels", counted, ["channel", "list", 1], true],
    ["names of channels, when only counters moved", counted, ["channel", "names"], false],
    ["names of channels, when one was edited", edited("channel", 7), ["channel", "names"], true],
    ["the ledger of an integration", pushed, ["delivery", "list", 9], true],
    ["the ledger of another one", pushed, ["delivery", "list", 10], false],
    ["one delivery, which never changes", pushed, ["delivery", "info", OTHER], false],
    ["the curve of an integration", pushed, ["integration", "activity", [9, 10]], true],
    ["the list of integrations, whose time is taken over", pushed, ["integration", "list", null], false],
    ["a refused push in the ledger", edited("delivery", 9), ["delivery", "list", 9], true],
    ["the route that was saved", edited("route", 9), ["route", "info", 9], true],
    ["another route", edited("route", 9), ["route", "info", 10], false],
    ["who is signed in, when roles changed", edited("member", 3), ["member", "info"], true],
    ["a team's page", edited("team", 5), ["team", "info", 5], true],
    ["anything at all after a gap", { name: "resync", data: { because: "a gap" } }, ["source", "list"], true],
  ])("%s", (_what, event, key, expected) => {
    expect(isConcerned(event, key)).toBe(expected);
  });
});

describe("latest event times are taken over in place", () => {
  const times = new Map([[9, 200]]);
  const nine = { integration_id: 9, name: "nine", last_time: 100 };
  const ten = { integration_id: 10, name: "ten", last_time: 100 };

  test("in one, in a list, in pages of lists", () => {
    expect(withLastTimes(nine, times)).toEqual({ ...nine, last_time: 200 });
    expect(withLastTimes({ items: [nine, ten], total: 2 }, times)).toEqual({
      items: [{ ...nine, last_time: 200 }, ten],
      total: 2,
    });
    const pages = { pages: [{ items: [ten] }, { items: [nine] }], pageParams: [1, 2] };
    expect(withLastTimes(pages, times)).toEqual({
      pages: [{ items: [ten] }, { items: [{ ...nine, last_time: 200 }] }],
      pageParams: [1, 2],
    });
  });

  test("never backwards, and what does not change stays the same object, so that nothing is drawn anew", () => {
    const list = { items: [{ ...nine, last_time: 300 }, ten], more: new Map([[9, nine]]) };
    expect(withLastTimes(list, times)).toBe(list);
    const moved = withLastTimes({ items: [nine, ten] }, times);
    expect(moved).toMatchObject({ items: [{}, ten] });
    expect(withLastTimes(moved, times)).toBe(moved);
  });

  test("whatever was read, it comes back the same but for times", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (read) => {
        expect(withLastTimes(read, times)).toEqual(read);
      }),
    );
  });
});
