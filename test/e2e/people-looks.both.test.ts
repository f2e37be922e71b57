import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN, RESPONDER, VIEWER } from "../../contract/role.ts";
import { addMember } from "../support/people.ts";
import { followCalls } from "./support/calls.ts";
import {
  DESK,
  findBarriers,
  shoot,
  sidewaysScroll,
  startTestConsole,
  TELEPHONE,
  type TestConsole,
} from "./support/console.ts";
import { VIEW } from "./support/view.ts";

// Every page and dialog about people, as the suite looks at it, on a desk and on a telephone.

const TIMEOUT_MS = 240_000;
const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff Jr.";

let console: TestConsole;
let teamId = 0;
let viewer = { email: "" };
beforeAll(async () => {
  console = await startTestConsole();
  const { api, database } = console.hub;
  const ids: number[] = [];
  for (const name of ["Ada Keller", "李雷", LONG_NAME]) {
    ids.push((await addMember(database, name, [RESPONDER.id])).personId);
  }
  viewer = { email: (await addMember(database, "Noor Haddad", [VIEWER.id])).email };
  await addMember(database, "Kim Both", [ADMIN.id, VIEWER.id]);
  await api.call("/member/disable", { member_id: ids[0] });
  await api.call("/member/invite", { members: [{ email: "sam.okafor@a-rather-long-domain.example.com" }] });
  const { data } = await api.call("/team/upsert", {
    ...{ team_name: "Payments", description: "Cards, refunds, payouts", person_ids: ids },
  });
  teamId = Number(Object(data).team_id);
  for (const key_name of ["terraform", "nightly export"]) await api.call("/app-key/create", { key_name });
});
afterAll(() => console.stop());

type Scene = { name: string; path: string; opens?: (page: Page) => Promise<void> };

/** The parts of the console that belong to people: where they are, and what of them opens. */
function scenes(): readonly Scene[] {
  return [
    { name: "members", path: "/platform/member" },
    { name: "members-nobody", path: "/platform/member?q=zzz" },
    { name: "invite", path: "/platform/member", opens: (page) => page.keyboard.press("c") },
    { name: "teams", path: "/platform/team" },
    { name: "team", path: `/platform/team/detail/${teamId}` },
    { name: "team-create", path: "/platform/team", opens: (page) => page.keyboard.press("c") },
    { name: "profile", path: "/profile/basic" },
    { name: "app-keys", path: "/profile/app-key" },
    { name: "app-key-create", path: "/profile/app-key", opens: (page) => page.keyboard.press("c") },
    { name: "help", path: "/platform/team", opens: (page) => page.keyboard.press("?") },
  ];
}

/** No barrier on a desk, and nothing cut off on either screen. */
async function look(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await findBarriers(page), name).toEqual([]);
  expect(await sidewaysScroll(page), `${name} can be moved sideways`).toBe(0);
  await page.setViewportSize(TELEPHONE);
  await shoot(page, `${name}-narrow`);
  expect(await sidewaysScroll(page), `${name} can be moved sideways on a telephone`).toBe(0);
  await page.setViewportSize(DESK);
}

async function show(page: Page, { path, opens }: Scene, answered: () => Promise<void>): Promise<void> {
  await page.goto(`${console.hub.url}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await answered();
  if (!opens) return;
  await opens(page);
  await page.getByRole("dialog").waitFor();
  await answered();
}

describe.each([VIEW])("P12: $language, $theme", { timeout: TIMEOUT_MS }, (view) => {
  const prefix = `${view.language}-${view.theme}`;

  test("no page and no dialog has a barrier, or anything cut off", async () => {
    const page = await console.open("/platform/member", view);
    const answered = followCalls(page);
    for (const scene of scenes()) {
      await show(page, scene, answered);
      await look(page, `${prefix}-${scene.name}`);
    }
    expect(console.complaints).toEqual([]);
  });

  test("the pages outside the frame, and those of who may not", async () => {
    const outside = { ...view, isSignedIn: false };
    for (const [name, path] of [
      ["sign-in", "/channel"],
      ["set-up-done", "/setup#token=0"],
      ["invitation-dead", "/accept-invite#token=0"],
    ] as const) {
      const page = await console.open(path, outside);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look(page, `${prefix}-${name}`);
    }
    const missing = await console.open("/profile/app-key", { ...view, as: viewer });
    await missing.getByRole("heading", { level: 1 }).waitFor();
    await look(missing, `${prefix}-missing-permission`);
  });

  test("on a telephone the pages have no barrier either", async () => {
    const page = await console.open("/platform/member", { ...view, isNarrow: true });
    const answered = followCalls(page);
    for (const scene of scenes().filter(({ name }) => ["members", "invite", "profile"].includes(name))) {
      await show(page, scene, answered);
      expect(await findBarriers(page), scene.name).toEqual([]);
    }
  });
});
