import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN, RESPONDER } from "../../contract/role.ts";
import { type ApiUnderTest, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";

const UNKNOWN = "0".repeat(24);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function send(path: string, body: object, key: string) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  return readAnswer(await fetch(`${api.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) }), path);
}

describe("/app-key/create and /app-key/list", () => {
  test("200, P11: the secret is shown once and works, lists have a hint", async () => {
    const me = await addMember(api.database, "Key Maker", [RESPONDER.id]);
    const { data: made } = await send("/app-key/create", { key_name: "terraform" }, me.key);
    const secret = String(made.app_key);
    const lastUsed = async () => {
      const { data } = await send("/app-key/list", {}, me.key);
      return Number(data.items?.find((item) => item.key_id === made.key_id)?.last_used_time);
    };
    expect(await lastUsed()).toBe(0);
    expect((await send("/member/info", {}, secret)).data.member_id).toBe(me.personId);
    expect(await lastUsed()).toBeGreaterThan(Date.now() / 1000 - 60);
    const { data: list } = await send("/app-key/list", {}, me.key);
    expect(list.total).toBe(2);
    expect(list.items?.find((item) => item.key_id === made.key_id)).toMatchObject({
      ...{ key_name: "terraform", key_hint: secret.slice(-4), status: "enabled" },
    });
    expect(JSON.stringify([list, api.log])).not.toContain(secret);
  });

  test("200: the owner makes keys for members; 403 for everyone else", async () => {
    const member = await addMember(api.database, "Key Getter", [RESPONDER.id]);
    const admin = await addMember(api.database, "Key Giver", [ADMIN.id]);
    const wanted = { key_name: "given", member_id: member.personId };
    const { data: given } = await api.call("/app-key/create", wanted);
    expect((await send("/member/info", {}, String(given.app_key))).data.member_id).toBe(member.personId);
    expect(await send("/app-key/create", wanted, admin.key)).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("400: a sixth key, no name, nobody", async () => {
    const me = await addMember(api.database, "Key Hoarder", [RESPONDER.id]);
    const create = (body: object) => send("/app-key/create", body, me.key);
    for (let i = 0; i < 4; i += 1) expect(await create({ key_name: `k${i}` })).toMatchObject({ status: 200 });
    const sixth = await create({ key_name: "k5" });
    expect(sixth).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(sixth.message).toContain("5 app keys already");
    expect(await create({})).toMatchObject({ status: 400, code: "InvalidParameter" });
    const nobodys = await api.call("/app-key/create", { key_name: "x", member_id: 7 });
    expect(nobodys).toMatchObject({ status: 400, code: "ResourceNotFound" });
  });
});

describe("/app-key/disable, /app-key/enable, /app-key/delete", () => {
  test("200: a key stops at once, works again, and is gone for good", async () => {
    const me = await addMember(api.database, "Key Switcher", [RESPONDER.id]);
    const { data: made } = await send("/app-key/create", { key_name: "switched" }, me.key);
    const change = (verb: string) => send(`/app-key/${verb}`, { key_id: made.key_id }, me.key);
    const statusOf = async () => (await send("/member/info", {}, String(made.app_key))).status;
    expect(await change("disable")).toMatchObject({ status: 200, data: {} });
    expect(await statusOf()).toBe(401);
    expect(await change("enable")).toMatchObject({ status: 200 });
    expect(await statusOf()).toBe(200);
    expect(await change("delete")).toMatchObject({ status: 200 });
    expect(await statusOf()).toBe(401);
    expect(await change("enable")).toMatchObject({ status: 400, code: "ResourceNotFound" });
    expect((await send("/app-key/list", {}, me.key)).data.total).toBe(1);
  });

  test("400: a key that is not there, or somebody else's", async () => {
    const { data } = await api.call("/app-key/list");
    const other = await addMember(api.database, "Key Thief", [ADMIN.id]);
    for (const verb of ["enable", "disable", "delete"]) {
      for (const key_id of [UNKNOWN, data.items?.[0]?.key_id]) {
        const answer = await send(`/app-key/${verb}`, { key_id }, other.key);
        expect(answer).toMatchObject({ status: 400, code: "ResourceNotFound" });
      }
      expect(await api.call(`/app-key/${verb}`, { key_id: "1" })).toMatchObject({ code: "InvalidParameter" });
    }
    expect(await api.call("/member/info")).toMatchObject({ status: 200 });
  });
});
