import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESPONDER } from "../../contract/role.ts";
import { type ApiUnderTest, OWNER_EMAIL, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";
import { execute } from "../../test/support/sql.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe("/team/upsert", () => {
  test("200: makes a team, members named in any way and once", async () => {
    const members = { person_ids: [api.ownerId], emails: [OWNER_EMAIL.toUpperCase()] };
    const { data: made } = await api.call("/team/upsert", {
      team_name: "SRE",
      description: "d",
      ref_id: "r1",
      ...members,
    });
    expect(made.team_name).toBe("SRE");
    const { data } = await api.call("/team/info", { team_id: made.team_id });
    expect(data).toMatchObject({
      ...{ team_name: "SRE", description: "d", ref_id: "r1", person_ids: [api.ownerId], status: "enabled" },
      ...{ creator_id: api.ownerId, creator_name: "owner", updated_by: api.ownerId, updated_by_name: "owner" },
    });
  });

  test("200: changes by id; what is left out stays, members that are given replace", async () => {
    const { data: made } = await api.call("/team/upsert", {
      team_name: "Old",
      description: "stays",
      person_ids: [api.ownerId],
    });
    await api.call("/team/upsert", { team_id: made.team_id, team_name: "New" });
    const { data } = await api.call("/team/info", { team_id: made.team_id });
    expect(data).toMatchObject({ team_name: "New", description: "stays", person_ids: [api.ownerId] });
    await api.call("/team/upsert", { team_id: made.team_id, team_name: "New", person_ids: [], description: "" });
    const { data: emptied } = await api.call("/team/info", { team_id: made.team_id });
    expect(emptied).toMatchObject({ description: "", person_ids: [] });
  });

  test("200: changes by name when asked to", async () => {
    const { data: made } = await api.call("/team/upsert", { team_name: "Named" });
    const again = await api.call("/team/upsert", { team_name: "Named", description: "x", reset_if_name_exist: true });
    expect(again.data.team_id).toBe(made.team_id);
  });

  test("400 InvalidParameter", async () => {
    await api.call("/team/upsert", { team_name: "Dup" });
    const { data: other } = await api.call("/team/upsert", { team_name: "Other" });
    const messageOf = async (input: object) => {
      const answer = await api.call("/team/upsert", input);
      expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
      return answer.message;
    };
    expect(await messageOf({ team_name: "Dup" })).toBe('team_name: "Dup" is already taken');
    expect(await messageOf({ team_name: "Dup", team_id: other.team_id })).toBe('team_name: "Dup" is already taken');
    expect(await messageOf({})).toBe("team_name: expected a string, got nothing");
    expect(await messageOf({ team_name: "x".repeat(40) })).toMatch(/^team_name: expected at most 39/);
    expect(await messageOf({ team_name: "P", person_ids: [api.ownerId, 5] })).toBe(
      "person_ids[1]: there is no person 5",
    );
    expect(await messageOf({ team_name: "P", emails: ["a@b.c"] })).toBe("emails[0]: there is no person a@b.c");
    expect(await messageOf({ team_name: "P", phones: ["1"] })).toBe("phones[0]: there is no person 1");
  });

  test("400 ResourceNotFound", async () => {
    const answer = await api.call("/team/upsert", { team_id: 9, team_name: "Nobody" });
    expect(answer).toMatchObject({ status: 400, code: "ResourceNotFound", message: "there is no team 9" });
  });
});

describe("/team/info", () => {
  test("200: by name and by ref_id", async () => {
    const { data: made } = await api.call("/team/upsert", { team_name: "Lookup", ref_id: "ref-7" });
    expect((await api.call("/team/info", { team_name: "Lookup" })).data.team_id).toBe(made.team_id);
    expect((await api.call("/team/info", { ref_id: "ref-7", team_id: 0 })).data.team_id).toBe(made.team_id);
  });

  test("400", async () => {
    expect(await api.call("/team/info", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await api.call("/team/info", { team_name: "?" })).toMatchObject({ status: 400, code: "ResourceNotFound" });
  });
});

describe("/team/list", () => {
  test("200: order, search, person, pages", async () => {
    for (const team_name of ["Page b", "Page a"]) await api.call("/team/upsert", { team_name });
    const names = async (input: object) => {
      const { data } = await api.call("/team/list", { query: "page ", orderby: "team_name", asc: true, ...input });
      return Array.from(data.items ?? [], (item) => item.team_name);
    };
    expect(await names({})).toEqual(["Page a", "Page b"]);
    expect(await names({ asc: false })).toEqual(["Page b", "Page a"]);
    expect(await names({ orderby: "created_at" })).toEqual(["Page b", "Page a"]);
    expect(await names({ person_id: api.ownerId })).toEqual([]);
    const { data } = await api.call("/team/list", { query: "Page ", limit: 1, p: 2 });
    expect(data).toMatchObject({ p: 2, limit: 1, total: 2 });
    expect(await api.call("/team/list", { person_id: api.ownerId, query: "Default" })).toMatchObject({
      data: { total: 1 },
    });
  });

  test("400 InvalidParameter", async () => {
    expect(await api.call("/team/list", { orderby: "size" })).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/team/infos", () => {
  test("200: names and members; unknown ids are left out", async () => {
    const { data } = await api.call("/team/infos", { team_ids: [api.teamId, 0, 5] });
    expect(data.items).toEqual([{ team_id: api.teamId, team_name: "Default team", person_ids: [api.ownerId] }]);
  });

  test("400 InvalidParameter", async () => {
    expect(await api.call("/team/infos", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/team/delete", () => {
  test("200: by id, name or ref_id, with members in it", async () => {
    for (const how of [{ team_name: "Short-lived" }, { ref_id: "short" }]) {
      await api.call("/team/upsert", { team_name: "Short-lived", ref_id: "short", person_ids: [api.ownerId] });
      expect(await api.call("/team/delete", how)).toMatchObject({ status: 200, data: {} });
      expect(await api.call("/team/info", how)).toMatchObject({ code: "ResourceNotFound" });
    }
  });

  test("400 ReferenceExist while a channel belongs to it, also as one of the managing teams", async () => {
    const { data: owning } = await api.call("/team/upsert", { team_name: "Owning" });
    const { data: managing } = await api.call("/team/upsert", { team_name: "Managing" });
    const channel = { team_id: owning.team_id, managing_team_ids: [managing.team_id], channel_name: "Held" };
    const { data: held } = await api.call("/channel/create", channel);
    for (const { team_id } of [owning, managing]) {
      const answer = await api.call("/team/delete", { team_id });
      expect(answer).toMatchObject({ status: 400, code: "ReferenceExist" });
      expect(answer.message).toBe("channels belong to this team: give them to another one, or delete them, first");
      expect(answer.data.refs).toEqual([{ kind: "channel", href: `/channel/detail/${held.channel_id}`, name: "Held" }]);
    }
  });

  test("400 ReferenceExist names nothing that the caller may not see", async () => {
    const member = await addMember(api.database, "Mover", [RESPONDER.id]);
    const { data: team } = await api.call("/team/upsert", { team_name: "Secretive", person_ids: [member.personId] });
    const hidden = { team_id: api.teamId, managing_team_ids: [], channel_name: "Secret", is_private: true };
    const { data: secret } = await api.call("/channel/create", hidden);
    await execute(api.database, "update integration set team_id = $1 where integration_id = $2", [
      team.team_id,
      (await api.call("/integration/create", { plugin_type: "standard", channel_id: secret.channel_id })).data
        .integration_id,
    ]);
    const answer = await api.call("/team/delete", { team_id: team.team_id }, {}, member.key);
    expect(answer).toMatchObject({ status: 400, code: "ReferenceExist" });
    expect(answer.data).toBeUndefined();
  });

  test("400 for a team that is not there, and for none", async () => {
    expect(await api.call("/team/delete", { team_id: 5 })).toMatchObject({ code: "ResourceNotFound" });
    expect(await api.call("/team/delete", {})).toMatchObject({ code: "InvalidParameter" });
  });
});

describe("/member/info and /account/info", () => {
  test("200: the person behind the key, and the account", async () => {
    const { data: me } = await api.call("/member/info");
    expect(me).toMatchObject({ member_id: api.ownerId, email: OWNER_EMAIL, member_name: "owner", status: "enabled" });
    const { data: account } = await api.call("/account/info");
    expect(account).toMatchObject({ account_name: "Tocsin", locale: "en-US", time_zone: "UTC", email: OWNER_EMAIL });
    expect(account.account_id).toBe(me.account_id);
  });
});
