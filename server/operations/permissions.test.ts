import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Access } from "../../contract/operation.ts";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { PERMISSIONS } from "../../contract/permission.ts";
import { ADMIN, RESPONDER, VIEWER } from "../../contract/role.ts";
import { type ApiUnderTest, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";

type Caller = "nobody" | "Viewer" | "Responder" | "Admin";
const CALLERS = ["nobody", "Viewer", "Responder", "Admin"] as const;

/** The table of `contract/permission.ts`, written down a second time (M1): who may do what. */
const ALLOWED: Readonly<Record<Access, readonly Caller[]>> = {
  anyone: CALLERS,
  authenticated: ["Viewer", "Responder", "Admin"],
  "Members/Manage": ["Admin"],
  "Roles/Manage": ["Admin"],
  "Teams/Manage": ["Responder", "Admin"],
  "Audit/Read": ["Responder", "Admin"],
  "AppKeys/Read": ["Responder", "Admin"],
  "AppKeys/Manage": ["Responder", "Admin"],
  "Channels/Read": ["Viewer", "Responder", "Admin"],
  "Channels/Manage": ["Responder", "Admin"],
  "Incidents/Read": ["Viewer", "Responder", "Admin"],
  "Incidents/Manage": ["Responder", "Admin"],
  "Integrations/Read": ["Viewer", "Responder", "Admin"],
  "Integrations/Manage": ["Responder", "Admin"],
  "Analytics/Read": ["Viewer", "Responder", "Admin"],
  "CustomFields/Read": ["Viewer", "Responder", "Admin"],
  "CustomFields/Manage": ["Responder", "Admin"],
  "Schedules/Read": ["Viewer", "Responder", "Admin"],
  "Schedules/Manage": ["Responder", "Admin"],
  "Calendars/Read": ["Viewer", "Responder", "Admin"],
  "Calendars/Manage": ["Responder", "Admin"],
  "Templates/Read": ["Viewer", "Responder", "Admin"],
  "Templates/Manage": ["Responder", "Admin"],
  "Mappings/Read": ["Viewer", "Responder", "Admin"],
  "Mappings/Manage": ["Responder", "Admin"],
  "StatusPages/Read": ["Viewer", "Responder", "Admin"],
  "StatusPages/Manage": ["Responder", "Admin"],
  "StatusPageEvents/Manage": ["Responder", "Admin"],
  "SSO/Read": ["Viewer", "Responder", "Admin"],
  "SSO/Manage": ["Admin"],
  "Onboarding/Read": ["Responder", "Admin"],
};

let api: ApiUnderTest;
const keys = new Map<Caller, string>();
beforeAll(async () => {
  api = await startApi();
  for (const role of [VIEWER, RESPONDER, ADMIN]) {
    const caller = CALLERS.find((one) => one === role.name) ?? "nobody";
    keys.set(caller, (await addMember(api.database, `A ${role.name}`, [role.id])).key);
  }
});
afterAll(() => api.stop());

async function call(path: string, caller: Caller) {
  const authorization = `Bearer ${keys.get(caller)}`;
  const headers = { "content-type": "application/json", ...(caller !== "nobody" && { authorization }) };
  return readAnswer(await fetch(`${api.url}${path}`, { method: "POST", headers, body: "{}" }), path);
}

describe.each(CALLERS)("as %s", (caller) => {
  test.each(OPERATIONS.map(({ path, permission }) => [path, permission] as const))(
    "%s needs %s",
    async (path, permission) => {
      const { status, code, message } = await call(path, caller);
      if (ALLOWED[permission].includes(caller)) return expect([200, 400], message).toContain(status);
      if (caller === "nobody") return expect({ status, code }).toEqual({ status: 401, code: "Unauthorized" });
      expect({ status, code }).toEqual({ status: 403, code: "AccessDenied" });
      expect(message).toContain(permission);
    },
  );
});

test("the roles hold what the table says", () => {
  for (const role of [VIEWER, RESPONDER, ADMIN]) {
    const held = PERMISSIONS.filter(({ name }) => ALLOWED[name].some((caller) => caller === role.name));
    expect([...role.permissions]).toEqual(held.map(({ name }) => name));
  }
});

test("a person without any role may do nothing that needs a permission; several roles add up", async () => {
  const headers = (key: string) => ({ method: "POST", headers: { authorization: `Bearer ${key}` } });
  const none = await addMember(api.database, "Without Role", []);
  expect((await fetch(`${api.url}/channel/list`, headers(none.key))).status).toBe(403);
  const both = await addMember(api.database, "Two Roles", [VIEWER.id, RESPONDER.id]);
  expect((await fetch(`${api.url}/team/upsert`, headers(both.key))).status).toBe(400);
});
