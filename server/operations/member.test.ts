import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN, RESPONDER, VIEWER } from "../../contract/role.ts";
import { type ApiUnderTest, OWNER_EMAIL, PUBLIC_URL, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { addMember, PASSWORD } from "../../test/support/people.ts";
import { execute } from "../../test/support/sql.ts";

const DAY_MS = 86_400_000;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function send(path: string, body: object, headers: Record<string, string> = {}) {
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
  return readAnswer(await fetch(`${api.url}${path}`, { ...init, body: JSON.stringify(body) }), path);
}

const as = (key: string) => ({ authorization: `Bearer ${key}` });

/** Invites one member and returns the token of the link. */
async function invite(member: object) {
  const { data } = await api.call("/member/invite", { members: [member] });
  const [item] = Array.from(data.items ?? []);
  const url = String(item?.invite_url);
  return { memberId: Number(item?.member_id), url, token: url.split("#token=")[1] ?? "" };
}

async function memberOf(memberId: number) {
  const { data } = await api.call("/member/list", { limit: 100 });
  return Array.from(data.items ?? []).find((item) => Number(item.member_id) === memberId);
}

describe("/member/invite and /member/accept-invite", () => {
  test("200: somebody invited is pending and a Viewer until the link is taken, then signed in", async () => {
    const { memberId, url, token } = await invite({ email: "bob@example.com" });
    expect(url).toMatch(new RegExp(`^${PUBLIC_URL}/accept-invite#token=[0-9a-f]{64}$`));
    expect(await memberOf(memberId)).toMatchObject({
      ...{ member_name: "bob", status: "pending", account_role_ids: [VIEWER.id], email: "bob@example.com" },
    });
    const signIn = () => send("/session/create", { email: "bob@example.com", password: PASSWORD });
    expect(await signIn()).toMatchObject({ status: 401 });
    const accepted = await send("/member/accept-invite", { token, name: "Bob B", password: PASSWORD });
    expect(accepted).toMatchObject({ status: 200, data: { member_id: memberId, member_name: "Bob B" } });
    const cookie = accepted.headers.get("set-cookie")?.split(";")[0] ?? "";
    const me = await send("/member/info", {}, { cookie, "x-tocsin-console": "1" });
    expect(me.data).toMatchObject({ member_id: memberId, status: "enabled", account_role_ids: [VIEWER.id] });
    expect(await signIn()).toMatchObject({ status: 200 });
  });

  test("200: what the invitation says; a default name that is taken becomes the whole address", async () => {
    const said = { member_name: "Carol", role_ids: [RESPONDER.id], locale: "zh-CN", time_zone: "Asia/Shanghai" };
    const { memberId } = await invite({ email: "carol@example.com", phone: "1", ref_id: "r", ...said });
    const { role_ids, ...profile } = said;
    expect(await memberOf(memberId)).toMatchObject({ ...profile, phone: "1", ref_id: "r", account_role_ids: role_ids });
    await invite({ email: "dup@example.com" });
    const { data } = await api.call("/member/invite", { members: [{ email: "dup@example.org" }] });
    expect(data.items?.[0]?.member_name).toBe("dup@example.org");
  });

  test("a link works once, also for two at a time, and ends with the next one and after 7 days", async () => {
    const first = await invite({ email: "links@example.com" });
    const second = await invite({ email: "LINKS@example.com" });
    expect(second.memberId).toBe(first.memberId);
    const accept = (token: string) => send("/member/accept-invite", { token, password: PASSWORD });
    const refused = { status: 400, message: "token: this invitation has expired or was used; ask for a new one" };
    expect(await accept(first.token)).toMatchObject(refused);
    const both = await Promise.all([accept(second.token), accept(second.token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const late = await invite({ email: "late@example.com" });
    await execute(api.database, "update one_time_link set expires_at = $1 where used_at = 0", [Date.now()]);
    expect(await accept(late.token)).toMatchObject(refused);
    expect(await accept("nonsense")).toMatchObject(refused);
  });

  test("P11: the token is neither stored nor logged", async () => {
    const { token } = await invite({ email: "secret@example.com" });
    const rows = await execute<object>(api.database, "select encode(link_hash, 'hex') as hash from one_time_link");
    expect(JSON.stringify([rows, api.log])).not.toContain(token);
  });

  test("400: all or none, and why", async () => {
    const messageOf = async (...members: object[]) => {
      const answer = await api.call("/member/invite", { members });
      expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
      return answer.message;
    };
    expect(await messageOf({ email: "fine@example.com" }, { email: OWNER_EMAIL })).toBe(
      `members[1].email: ${OWNER_EMAIL} is a member already`,
    );
    expect((await api.call("/member/list", { query: "fine@" })).data.total).toBe(0);
    expect(await messageOf({ member_name: "Nobody" })).toBe("members[0].email: expected a string, got nothing");
    expect(await messageOf({ email: "x@y.z", member_name: "owner" })).toBe(
      'members[0].member_name: "owner" is already taken',
    );
    expect(await messageOf({ email: "x@y.z", role_ids: [9] })).toContain("the id of a role: 1, 2, 3");
    expect(await messageOf({ email: "x@y.z", time_zone: "Mars/Base" })).toContain("a time zone");
    expect(await messageOf(...Array.from({ length: 21 }, (_, i) => ({ email: `${i}@y.z` })))).toContain("at most 20");
  });

  test("400: a disabled member is enabled, not invited, and keeps the roles it had", async () => {
    const { memberId, token } = await invite({ email: "resting@example.com" });
    await send("/member/accept-invite", { token, password: PASSWORD });
    await api.call("/member/disable", { member_id: memberId });
    const again = { members: [{ email: "resting@example.com", role_ids: [1] }] };
    expect(await api.call("/member/invite", again)).toMatchObject({
      ...{ status: 400, code: "InvalidParameter", message: expect.stringContaining("/member/enable") },
    });
    expect(await memberOf(memberId)).toMatchObject({ status: "disabled", account_role_ids: [VIEWER.id] });
    await api.call("/member/enable", { member_id: memberId });
  });

  test("400: a short password, and a name that is taken, leave the link as it is", async () => {
    const { token } = await invite({ email: "again@example.com" });
    const accept = (rest: object) => send("/member/accept-invite", { token, password: PASSWORD, ...rest });
    expect(await accept({ password: "short" })).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await accept({ name: "owner" })).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await accept({ name: "Again" })).toMatchObject({ status: 200 });
  });

  test("429: six links a day for one person, 200 in all", async () => {
    for (let i = 0; i < 6; i += 1) await invite({ email: "often@example.com" });
    const again = { members: [{ email: "often@example.com" }] };
    expect(await api.call("/member/invite", again)).toMatchObject({ status: 429, code: "RequestTooFrequently" });
    await execute(
      api.database,
      `insert into one_time_link select sha256(i::text::bytea), 'invitation', $1, $2, $3, $2 from generate_series(1, 200) i`,
      [api.ownerId, Date.now(), Date.now() + DAY_MS],
    );
    expect(await api.call("/member/invite", { members: [{ email: "one@example.com" }] })).toMatchObject({
      status: 429,
    });
    await execute(api.database, "delete from one_time_link where person_id = $1", [api.ownerId]);
  });
});

describe("/member/invite/info", () => {
  test("200: whom the link is for, until when; 400 once it was taken, and for a wrong one", async () => {
    const { token } = await invite({ email: "asked@example.com", member_name: "Asked" });
    const { status, data } = await send("/member/invite/info", { token });
    expect(status).toBe(200);
    expect(data).toMatchObject({ member_name: "Asked", email: "asked@example.com" });
    expect(Number(data.expires_at) * 1000).toBeGreaterThan(Date.now() + 6 * DAY_MS);
    await send("/member/accept-invite", { token, password: PASSWORD });
    for (const wrong of [token, "nonsense"]) {
      const answer = await send("/member/invite/info", { token: wrong });
      expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
      expect(answer.message).toContain("ask for a new one");
    }
  });
});

describe("/member/disable and /member/enable", () => {
  test("200: out at once, app keys too; back in with the same ones, but signed out", async () => {
    const member = await addMember(api.database, "Paused", [ADMIN.id]);
    const credentials = { email: member.email, password: PASSWORD };
    const signedIn = await send("/session/create", credentials);
    const session = { cookie: signedIn.headers.get("set-cookie")?.split(";")[0] ?? "", "x-tocsin-console": "1" };
    const set = (verb: string) => api.call(`/member/${verb}`, { member_id: member.personId });
    expect(await set("disable")).toMatchObject({ status: 200, data: {} });
    expect(await send("/member/info", {}, session)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, as(member.key))).toMatchObject({ status: 401 });
    expect(await send("/session/create", credentials)).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await send("/session/create", { ...credentials, password: "wrong" })).toMatchObject({ status: 401 });
    expect((await api.call("/member/list", { status: "disabled" })).data).toMatchObject({
      ...{ total: 1, items: [{ member_id: member.personId, status: "disabled" }] },
    });
    expect(await set("enable")).toMatchObject({ status: 200, data: {} });
    expect(await send("/member/info", {}, session)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, as(member.key))).toMatchObject({ status: 200 });
  });

  test("400: the owner, somebody pending, somebody who is so already, nobody", async () => {
    const { memberId } = await invite({ email: "pending@example.com" });
    const messageOf = async (verb: string, member_id: number) =>
      (await api.call(`/member/${verb}`, { member_id })).message;
    expect(await messageOf("disable", api.ownerId)).toBe("the owner of the account cannot be disabled");
    expect(await messageOf("disable", memberId)).toContain("got one who is pending");
    expect(await messageOf("enable", api.ownerId)).toContain("got one who is enabled");
    expect(await messageOf("enable", 7)).toBe("there is no member 7");
  });
});

describe("/member/list", () => {
  test("200: by role, by words of name and address, in pages", async () => {
    const viewer = await addMember(api.database, "Listed Viewer", [VIEWER.id]);
    await addMember(api.database, "Listed Admin", [ADMIN.id, VIEWER.id]);
    const namesOf = async (input: object) => {
      const { data } = await api.call("/member/list", { query: "listed", asc: true, ...input });
      return Array.from(data.items ?? [], (item) => item.member_name);
    };
    expect(await namesOf({})).toEqual(["Listed Viewer", "Listed Admin"]);
    expect(await namesOf({ role_id: ADMIN.id })).toEqual(["Listed Admin"]);
    expect(await namesOf({ query: viewer.email.toUpperCase() })).toEqual(["Listed Viewer"]);
    expect(await namesOf({ orderby: "updated_at", limit: 1, p: 2 })).toEqual(["Listed Admin"]);
    expect((await api.call("/member/list", { query: OWNER_EMAIL })).data).toMatchObject({
      ...{ p: 1, limit: 20, total: 1, items: [{ member_id: api.ownerId, account_role_ids: [ADMIN.id] }] },
    });
  });

  test("400 InvalidParameter", async () => {
    expect(await api.call("/member/list", { limit: 101 })).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/member/info/reset", () => {
  test("200: one's own profile, flat or in updates; what is left out stays", async () => {
    const me = await addMember(api.database, "Self", [VIEWER.id]);
    const reset = (body: object) => send("/member/info/reset", { member_id: me.personId, ...body }, as(me.key));
    expect(await reset({ member_name: "Myself", time_zone: "Asia/Tokyo" })).toMatchObject({ status: 200, data: {} });
    expect(await reset({ updates: { locale: "zh-CN", avatar: "/a.png" } })).toMatchObject({ status: 200 });
    expect(await memberOf(me.personId)).toMatchObject({
      ...{ member_name: "Myself", time_zone: "Asia/Tokyo", locale: "zh-CN", avatar: "/a.png", email: me.email },
    });
  });

  test("200: an Admin changes addresses", async () => {
    const { personId } = await addMember(api.database, "Moved", []);
    const change = { member_id: personId, email: "moved@example.org", phone: "42", country_code: "CN" };
    expect(await api.call("/member/info/reset", change)).toMatchObject({ status: 200 });
    expect(await memberOf(personId)).toMatchObject({ email: "moved@example.org", phone: "42" });
  });

  test("403: others' profiles, one's own address, and the owner's profile", async () => {
    const me = await addMember(api.database, "Modest", [RESPONDER.id]);
    const admin = await addMember(api.database, "Other Admin", [ADMIN.id]);
    const reset = (key: string, body: object) => send("/member/info/reset", body, as(key));
    for (const body of [
      { member_id: api.ownerId, member_name: "Mine" },
      { member_id: me.personId, email: "new@example.com" },
      { member_id: me.personId, updates: { phone: "1" } },
    ]) {
      const answer = await reset(me.key, body);
      expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
      expect(answer.message).toContain("Members/Manage");
    }
    expect(await reset(admin.key, { member_id: api.ownerId, email: "x@example.com" })).toMatchObject({ status: 403 });
  });

  test("400: taken, unknown", async () => {
    const { personId } = await addMember(api.database, "Taker", []);
    expect(await api.call("/member/info/reset", { member_id: personId, email: OWNER_EMAIL })).toMatchObject({
      ...{ status: 400, code: "InvalidParameter", message: `email: ${OWNER_EMAIL} is already taken` },
    });
    expect(await api.call("/member/info/reset", { member_id: 7 })).toMatchObject({ code: "ResourceNotFound" });
  });
});

describe("/member/delete", () => {
  test("200: sessions, keys and invitations end at once, history keeps the name, name and address are free", async () => {
    const gone = await addMember(api.database, "Leaver", [ADMIN.id]);
    await api.call("/team/upsert", { team_name: "Leavers", person_ids: [gone.personId] });
    const signedIn = await send("/session/create", { email: gone.email, password: PASSWORD });
    const session = {
      cookie: signedIn.headers.get("set-cookie")?.split(";")[0] ?? "",
      "x-tocsin-console": "1",
    };
    expect(await send("/member/info", {}, session)).toMatchObject({ status: 200 });
    expect(await api.call("/member/delete", { email: gone.email.toUpperCase() })).toMatchObject({
      status: 200,
      data: {},
    });
    expect(await send("/member/info", {}, session)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, as(gone.key))).toMatchObject({ status: 401 });
    expect(await memberOf(gone.personId)).toBeUndefined();
    const { data } = await api.call("/person/infos", { person_ids: [gone.personId] });
    expect(data.items).toMatchObject([{ person_name: "Leaver", status: "deleted" }]);
    expect((await api.call("/team/info", { team_name: "Leavers" })).data.person_ids).toEqual([]);
    await invite({ email: gone.email, member_name: "Leaver" });
  });

  test("200: a pending member's link ends too", async () => {
    const { memberId, token } = await invite({ email: "never@example.com" });
    await api.call("/member/delete", { member_id: memberId });
    expect(await send("/member/accept-invite", { token, password: PASSWORD })).toMatchObject({ status: 400 });
  });

  test("400: the owner, nobody, somebody unknown, more than one", async () => {
    const remove = async (body: object) => (await api.call("/member/delete", body)).message;
    expect(await remove({ member_id: api.ownerId })).toBe("the owner of the account cannot be deleted");
    expect(await remove({})).toContain("got none of them");
    expect(await remove({ member_name: "Unknown" })).toBe("there is no member Unknown");
    for (const email of ["t1@example.com", "t2@example.com"]) await invite({ email, ref_id: "twins" });
    expect(await remove({ ref_id: "twins" })).toContain("give member_id");
    expect((await api.call("/member/info")).status).toBe(200);
  });
});

describe("/member/role/update, /grant, /revoke", () => {
  const rolesOf = async (memberId: number) => (await memberOf(memberId))?.account_role_ids;

  test("200: whoever manages roles replaces, adds and takes; it counts with the next call", async () => {
    const { personId, key } = await addMember(api.database, "Changed", [VIEWER.id]);
    const change = (verb: string, role_ids: number[]) =>
      api.call(`/member/role/${verb}`, { member_id: personId, role_ids });
    const statusOf = async () => (await send("/team/upsert", {}, as(key))).status;
    expect(await statusOf()).toBe(403);
    expect(await change("grant", [RESPONDER.id, VIEWER.id])).toMatchObject({ status: 200, data: {} });
    expect(await rolesOf(personId)).toEqual([RESPONDER.id, VIEWER.id]);
    expect(await statusOf()).toBe(400);
    await change("revoke", [RESPONDER.id, ADMIN.id]);
    expect(await rolesOf(personId)).toEqual([VIEWER.id]);
    await change("update", [ADMIN.id]);
    expect(await rolesOf(personId)).toEqual([ADMIN.id]);
  });

  test("200: members give up roles of their own; 403 when they want more, or others' roles", async () => {
    const me = await addMember(api.database, "Lowering", [RESPONDER.id, VIEWER.id]);
    const update = (memberId: number, role_ids: number[]) =>
      send("/member/role/update", { member_id: memberId, role_ids }, as(me.key));
    for (const answer of [
      await update(me.personId, [ADMIN.id]),
      await update(me.personId, [RESPONDER.id, ADMIN.id]),
      await update(api.ownerId, []),
    ]) {
      expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
      expect(answer.message).toContain("Roles/Manage");
    }
    expect(await update(me.personId, [VIEWER.id])).toMatchObject({ status: 200 });
    expect(await update(me.personId, [RESPONDER.id])).toMatchObject({ status: 403 });
    expect(await rolesOf(me.personId)).toEqual([VIEWER.id]);
    const revoke = { member_id: me.personId, role_ids: [VIEWER.id] };
    expect(await send("/member/role/revoke", revoke, as(me.key))).toMatchObject({ status: 200 });
    expect(await rolesOf(me.personId)).toEqual([]);
  });

  test("400: the owner stays Admin; roles and members that there are not", async () => {
    const update = (member_id: number, role_ids: number[]) => api.call("/member/role/update", { member_id, role_ids });
    expect((await update(api.ownerId, [VIEWER.id])).message).toBe("role_ids: the owner of the account stays Admin");
    expect(await update(api.ownerId, [ADMIN.id, VIEWER.id])).toMatchObject({ status: 200 });
    expect(await update(api.ownerId, [4])).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await update(7, [])).toMatchObject({ status: 400, code: "ResourceNotFound" });
  });
});

test("/role/list: 200 with what each role holds", async () => {
  const { data } = await api.call("/role/list");
  expect(data.total).toBe(3);
  expect(Array.from(data.items ?? [], (item) => item.role_name)).toEqual(["Admin", "Responder", "Viewer"]);
  expect(data.items?.[2]?.permission_ids).toEqual([7, 9, 11, 13, 14, 16, 18, 20, 22, 24, 27]);
});

describe("/person/infos", () => {
  test("200: names of persons; unknown ids are left out", async () => {
    const { data } = await api.call("/person/infos", { person_ids: [api.ownerId, 0, 5] });
    expect(data.items).toMatchObject([
      { person_id: api.ownerId, person_name: "owner", as: "account", status: "enabled" },
    ]);
  });

  test("400 InvalidParameter", async () => {
    expect(await api.call("/person/infos", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});
