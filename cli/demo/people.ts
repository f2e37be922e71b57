import { memberAcceptInvite, memberInvite } from "../../contract/operations/member.ts";
import { teamUpsert } from "../../contract/operations/team.ts";
import { RESPONDER, VIEWER } from "../../contract/role.ts";
import { createAppKey } from "../../server/people/app-key-store.ts";
import type { Database } from "../../server/storage/database.ts";
import { type Caller, createCaller } from "./caller.ts";

/** The teams of the demo by what they look after, and how its responders call. */
export type People = { teamIds: { payments: number; platform: number }; responders: readonly Caller[] };

const RESPONDERS = [
  { email: "ada.keller@example.com", member_name: "Ada Keller", time_zone: "Europe/Berlin" },
  { email: "li.lei@example.com", member_name: "李雷", time_zone: "Asia/Shanghai", locale: "zh-CN" },
] as const;
const ONLOOKER = { email: "noor.haddad@example.com", member_name: "Noor Haddad", role_ids: [VIEWER.id] };
const INVITED = { email: "sam.okafor@example.com", member_name: "Sam Okafor", role_ids: [RESPONDER.id] };

/** Invites a team, accepts for those who are in it already, and sorts them into teams. */
export async function gatherPeople(
  owner: Caller,
  hub: { url: string; database: Database },
  password: string,
  nowMs: number,
): Promise<People> {
  const members = [...RESPONDERS.map((one) => ({ ...one, role_ids: [RESPONDER.id] })), ONLOOKER, INVITED];
  const invited = (await owner(memberInvite, { members })).items;
  const anyone = createCaller(hub.url, null);
  for (const { member_name, invite_url } of invited) {
    const token = new URLSearchParams(new URL(invite_url).hash.slice(1)).get("token") ?? "";
    if (member_name !== INVITED.member_name) await anyone(memberAcceptInvite, { token, password });
  }
  const ids = invited.map(({ member_id }) => member_id);
  const payments = await owner(teamUpsert, { team_name: "Payments", person_ids: ids.slice(0, 2) });
  const platform = await owner(teamUpsert, { team_name: "Platform", person_ids: ids.slice(1, 3) });
  const responders: Caller[] = [];
  for (const { email } of RESPONDERS) {
    const { key } = await createAppKey(hub.database, { email, name: "demo" }, nowMs);
    responders.push(createCaller(hub.url, key));
  }
  return { teamIds: { payments: payments.team_id, platform: platform.team_id }, responders };
}
