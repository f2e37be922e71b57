import { expect, test } from "vitest";
import { decideLost } from "./decide-lost.ts";

const shared = { status: "enabled", scope: "shared" } as const;
const reaches = (state: "routed" | "no_route" | "no_enabled_channel") => ({ state });

test("a shared integration that reaches nobody says why, the worst first", () => {
  expect(decideLost({ ...shared, status: "disabled" }, reaches("no_route"), { unrouted_cnt: 3 })).toBe("disabled");
  expect(decideLost(shared, reaches("no_route"), { unrouted_cnt: 3 })).toBe("noRoute");
  expect(decideLost(shared, reaches("no_enabled_channel"), { unrouted_cnt: 3 })).toBe("noChannel");
  expect(decideLost(shared, reaches("routed"), { unrouted_cnt: 3 })).toBe("unrouted");
});

test("a private integration is lost with its channel", () => {
  const own = { status: "enabled", scope: "private" } as const;
  expect(decideLost(own, reaches("no_enabled_channel"), undefined)).toBe("channelDisabled");
});

test("nothing is warned of where events arrive, or while it is not known", () => {
  expect(decideLost(shared, reaches("routed"), { unrouted_cnt: 0 })).toBeNull();
  expect(decideLost(shared, undefined, undefined)).toBeNull();
});
