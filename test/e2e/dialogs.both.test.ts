import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RESPONDER } from "../../contract/role.ts";
import { createChannel, createIntegration } from "../support/api.ts";
import { fixture } from "../support/cms-event.ts";
import { addMember } from "../support/people.ts";
import { createSharedIntegration } from "../support/shared-integration.ts";
import { startTestConsole, type TestConsole } from "./support/console.ts";
import { tryDialog } from "./support/try-dialog.ts";
import { VIEW } from "./support/view.ts";

// Dialogs, panels and menus: opened by keyboard, read by axe, closed with Escape, and the keys are where they were.

/** Axe reads some thirty dialogs, on a machine that has other things to do. */
const TIMEOUT_MS = 300_000;

let console: TestConsole;
const made = { channel: 0, own: 0, shared: 0 };
beforeAll(async () => {
  console = await startTestConsole();
  const { api, database, url, push, settle } = console.hub;
  await addMember(database, "Ada Keller", [RESPONDER.id]);
  made.channel = await createChannel(api, "Payments");
  const own = await createIntegration(api, url, made.channel);
  made.own = own.integrationId;
  made.shared = (await createSharedIntegration(console.hub, [made.channel])).integrationId;
  const toPayments = { if: [{ key: "labels.team", oper: "IN", vals: ["cards"] }], channel_ids: [made.channel] };
  await api.call("/route/upsert", {
    ...{ integration_id: made.shared, cases: [toPayments], default: { channel_ids: [made.channel] } },
  });
  await push(own.pushUrl, fixture("firing-1"));
  await settle();
});
afterAll(() => console.stop());

/** By role and name: what opens something, and behind what item of a menu it is. */
type Way = { name: string | RegExp; as?: "link"; item?: string | RegExp; role?: "menu" };

const button = (en: string, zh: string) => new RegExp(`^(${en}|${zh})$`);
const MORE = button("More actions", "更多操作");
const ADA = button("Actions for Ada Keller", "对 Ada Keller 的操作");
const CASE = button("More for case 1", "规则 1 的更多操作");

/** What opens on each page. */
const pages = (): readonly (readonly [path: string, ways: Readonly<Record<string, Way>>])[] => [
  [
    "/channel",
    {
      "channel-create": { name: button("Create channel", "新建协作空间") },
      help: { name: button("Shortcuts", "快捷键") },
      palette: { name: /^(Go to|前往|跳转)/ },
      account: { name: /^Account of|的账户$/, role: "menu" },
    },
  ],
  [`/channel/detail/${made.channel}?tab=settings`, { "channel-delete": { name: button("Delete…", "删除…") } }],
  [
    `/channel/detail/${made.channel}?tab=integrations`,
    { "integration-add": { name: button("Add Integration", "添加集成") } },
  ],
  [
    `/integration/detail/${made.own}`,
    {
      "integration-edit": { name: button("Edit", "编辑") },
      "integration-menu": { name: MORE, role: "menu" },
      "integration-rotate": { name: MORE, item: button("New push key", "更换推送密钥") },
      "integration-delete": { name: MORE, item: button("Delete integration", "删除集成") },
    },
  ],
  [`/integration/detail/${made.own}?tab=deliveries`, { delivery: { name: /^Delivery of|的推送$/, as: "link" } }],
  [
    `/integration/detail/${made.shared}?tab=route`,
    {
      "route-menu": { name: CASE, role: "menu" },
      "route-move": { name: CASE, item: button("Move to place…", "移动到指定位置…") },
      "route-versions": { name: button("Versions", "历史版本") },
      "route-trial": { name: /^(Try the whole route|试算整个路由)/ },
    },
  ],
  [
    "/platform/member",
    {
      invite: { name: button("Invite members", "邀请成员") },
      "member-menu": { name: ADA, role: "menu" },
      "member-roles": { name: ADA, item: button("Roles", "角色") },
      "member-disable": { name: ADA, item: button("Disable", "停用") },
      "member-delete": { name: ADA, item: button("Delete", "删除") },
    },
  ],
];

const openerOf = (page: Page, { name, as = "button" }: { name: Way["name"]; as?: "button" | Way["as"] }) =>
  page.getByRole(as, { name }).first();

test.each([VIEW])(
  "P12: each takes the keys, has no barrier, and gives the keys back: $language, $theme",
  { timeout: TIMEOUT_MS },
  async (view) => {
    const page = await console.open("/channel", view);
    for (const [path, ways] of pages()) {
      await page.goto(`${console.hub.url}${path}`);
      for (const [name, { item, role = "dialog", ...way }] of Object.entries(ways)) {
        const shot = `dialog-${view.language}-${view.theme}-${name}`;
        await tryDialog(page, { name: shot, opener: openerOf(page, way), role, ...(item && { item }) });
      }
    }
    expect(console.complaints).toEqual([]);
  },
);
