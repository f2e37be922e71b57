import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN } from "../../contract/role.ts";
import { type ApiUnderTest, PUBLIC_URL, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { execute } from "../../test/support/sql.ts";
import { createSetUpLink } from "../people/set-up.ts";

const OWNER = { email: "first@example.com", password: "long enough" };

let api: ApiUnderTest;
beforeEach(async () => {
  api = await startApi();
  for (const table of ["app_key", "team", "person"]) await execute(api.database, `delete from ${table}`);
});
afterEach(() => api.stop());

async function createOwner(body: object) {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return readAnswer(await fetch(`${api.url}/setup/create-owner`, init), "/setup/create-owner");
}

async function readLink(token: string) {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) };
  return readAnswer(await fetch(`${api.url}/setup/link/info`, init), "/setup/link/info");
}

async function createToken(): Promise<string> {
  const link = (await createSetUpLink(api.database, PUBLIC_URL, Date.now())) ?? "";
  expect(link).toMatch(new RegExp(`^${PUBLIC_URL}/setup#token=[0-9a-f]{64}$`));
  return link.split("#token=")[1] ?? "";
}

test("200: makes the owner, an Admin in a default team, and signs in", async () => {
  const answer = await createOwner({ token: await createToken(), name: "First", ...OWNER });
  expect(answer).toMatchObject({ status: 200, data: { member_name: "First" } });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const headers = { cookie, "x-tocsin-console": "1" };
  const call = async (path: string) => readAnswer(await fetch(`${api.url}${path}`, { method: "POST", headers }), path);
  expect((await call("/member/info")).data).toMatchObject({ email: OWNER.email, account_role_ids: [ADMIN.id] });
  const ownerId = answer.data.member_id;
  expect((await call("/team/list")).data.items).toMatchObject([{ team_name: "Default team", person_ids: [ownerId] }]);
});

test("400: once there is an owner every link is void, and none is made", async () => {
  const [one, other] = [await createToken(), await createToken()];
  const both = await Promise.all([
    createOwner({ token: one, ...OWNER }),
    createOwner({ token: other, ...OWNER, email: "second@example.com" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  const again = await createOwner({ token: other, ...OWNER, email: "third@example.com" });
  expect(again).toMatchObject({
    status: 400,
    code: "ReferenceExist",
    message: "this hub has its owner already; sign in instead",
  });
  expect(await createSetUpLink(api.database, PUBLIC_URL, Date.now())).toBeNull();
  expect(await execute(api.database, "select from person where is_owner")).toHaveLength(1);
});

test("400: a token that is wrong or an hour old, and what cannot be an owner, leave the hub without one", async () => {
  const token = await createToken();
  expect(await createOwner({ token: "0".repeat(64), ...OWNER })).toMatchObject({
    status: 400,
    code: "InvalidParameter",
  });
  expect(await createOwner({ token, ...OWNER, password: "short" })).toMatchObject({ status: 400 });
  expect(await createOwner({ token, ...OWNER, email: "nobody" })).toMatchObject({ status: 400 });
  await execute(api.database, "update one_time_link set expires_at = $1", [Date.now()]);
  const late = await createOwner({ token, ...OWNER });
  expect(late).toMatchObject({ status: 400, code: "InvalidParameter" });
  expect(late.message).toContain("`tocsin set-up-link` on the hub's machine makes a new one");
  expect(await execute(api.database, "select from person")).toEqual([]);
});

test("/setup/link/info: 200 with the end of a link that works; 400 for a wrong one, and once there is an owner", async () => {
  const token = await createToken();
  const { status, data } = await readLink(token);
  expect(status).toBe(200);
  expect(Number(data.expires_at) * 1000).toBeGreaterThan(Date.now() + 59 * 60_000);
  expect(await readLink("wrong")).toMatchObject({ status: 400, code: "InvalidParameter" });
  await createOwner({ token, ...OWNER });
  expect(await readLink(token)).toMatchObject({ status: 400, code: "ReferenceExist" });
});
