import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN, RESPONDER } from "../../contract/role.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";
import { execute } from "../../test/support/sql.ts";
import { findHiddenChannels } from "./visibility-store.ts";

let api: ApiUnderTest;
const channels = new Map<string, number>();
const teams = new Map<string, number>();
const people = new Map<string, number>();

beforeAll(async () => {
  api = await startApi();
  for (const name of ["Owning", "Managing", "Other"]) {
    const { personId } = await addMember(api.database, name, [RESPONDER.id]);
    people.set(name, personId);
    const { data } = await api.call("/team/upsert", { team_name: name, person_ids: [personId] });
    teams.set(name, Number(data.team_id));
  }
  const creator = await addMember(api.database, "Creator", [RESPONDER.id]);
  people.set("Creator", creator.personId);
  const make = async (channel_name: string, fields: object) => {
    const made = await api.call("/channel/create", { channel_name, team_id: teams.get("Owning"), ...fields });
    channels.set(channel_name, Number(made.data.channel_id));
  };
  await make("Public", {});
  await make("Private", { is_private: true });
  await make("Managed", { is_private: true, managing_team_ids: [teams.get("Managing")] });
  await make("Created", { is_private: true });
  await make("Deleted", {});
  const { personId } = creator;
  await execute(api.database, "update channel set creator_id = $1 where channel_name = 'Created'", [personId]);
  await execute(api.database, "update channel set status = 'deleted' where channel_name = 'Deleted'");
});
afterAll(() => api.stop());

async function hiddenFrom(name: string, roleIds: readonly number[] = [RESPONDER.id], isOwner = false) {
  const person = { personId: people.get(name) ?? 0, isOwner, roleIds };
  const ids = await findHiddenChannels(api.database, person);
  return [...channels].flatMap(([channel, id]) => (ids.includes(id) ? channel : []));
}

test("a private channel is hidden from all but its teams, its creator, Admins and the owner", async () => {
  expect(await hiddenFrom("Owning")).toEqual(["Deleted"]);
  expect(await hiddenFrom("Managing")).toEqual(["Private", "Created", "Deleted"]);
  expect(await hiddenFrom("Creator")).toEqual(["Private", "Managed", "Deleted"]);
  expect(await hiddenFrom("Other")).toEqual(["Private", "Managed", "Created", "Deleted"]);
  expect(await hiddenFrom("Other", [])).toEqual(["Private", "Managed", "Created", "Deleted"]);
});

test("nothing is hidden from Admins and the owner", async () => {
  expect(await hiddenFrom("Other", [ADMIN.id])).toEqual([]);
  expect(await hiddenFrom("Other", [], true)).toEqual([]);
});
