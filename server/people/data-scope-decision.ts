import { type Saying, say } from "../../contract/saying.ts";
import { isAdmin, type RoleHolder } from "./permission-decision.ts";

/** Who something belongs to. Several creators where a thing stands inside another one. */
export type Belonging = { creatorIds: readonly number[]; teamIds: readonly number[] };

/** Whether a person may change a thing, beside what their roles permit. */
export type EditDecision = { outcome: "allowed" } | { outcome: "denied" };

/** Decides by whom a thing belongs to (M2): its creator, members of its teams, Admins and the owner change it. */
export function decideEdit(
  { creatorIds, teamIds }: Belonging,
  person: RoleHolder,
  ownTeamIds: readonly number[],
): EditDecision {
  const isTheirs = creatorIds.includes(person.personId) || teamIds.some((id) => ownTeamIds.includes(id));
  return { outcome: isAdmin(person) || isTheirs ? "allowed" : "denied" };
}

/** The teams that change a channel: its managing teams, or the owning one where there are none. */
export function editingTeams(teamId: number, managingTeamIds: readonly number[]): readonly number[] {
  return managingTeamIds.length > 0 ? managingTeamIds : [teamId];
}

/** What to tell somebody who may not change a thing. */
export function sayDenial(thing: "channel" | "integration" | "team", teamNames: readonly string[]): Saying {
  if (teamNames.length === 0) return say("not_yours", { thing: say(thing) });
  const names = teamNames.map((name) => `"${name}"`);
  const teams = say(names.length > 1 ? "several_teams" : "one_team", { names });
  return say("not_your_teams", { thing: say(thing), teams });
}
