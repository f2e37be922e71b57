import { REFERENCES_MAX, type Reference } from "../../contract/refs.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { type Database, type Queryable, violatedConstraint } from "../storage/database.ts";
import { sortedStatements } from "../storage/sorted.ts";
import { statement } from "../storage/statement.ts";
import { nextEntityId } from "./account-store.ts";

/** A team with the names the wire shows beside its ids. Times are Unix seconds. */
export type TeamRow = {
  team_id: number;
  team_name: string;
  description: string;
  updated_by_name: string;
  updated_by: number;
  creator_id: number;
  creator_name: string;
  created_at: number;
  updated_at: number;
  person_ids: number[];
  ref_id: string;
};

const TEAM = `select t.team_id, t.team_name, t.description, t.ref_id, t.updated_by, t.creator_id, t.created_at, t.updated_at,
         coalesce(u.person_name, '') as updated_by_name, coalesce(c.person_name, '') as creator_name,
         array_to_json(array(select m.person_id from team_member m where m.team_id = t.team_id order by 1)) as person_ids
    from team t left join person u on u.person_id = t.updated_by left join person c on c.person_id = t.creator_id`;

const findTeamStatement = statement<TeamRow>(
  "team.find",
  `${TEAM} where ($1::bigint <> 0 and t.team_id = $1) or ($1 = 0 and $2::text <> '' and t.team_name = $2)
       or ($1 = 0 and $2 = '' and $3::text <> '' and t.ref_id = $3)
   order by t.team_id limit 1`,
);

const FILTER = `where ($1::bigint = 0 or exists (select from team_member m where m.team_id = t.team_id and m.person_id = $1))
  and ($2::text = '' or strpos(lower(t.team_name), lower($2)) > 0)`;

const listBy = sortedStatements<TeamRow, TeamSearch["orderby"]>(
  "team.list",
  { created_at: "t.created_at", updated_at: "t.updated_at", team_name: "t.team_name" },
  "t.team_id",
  (orderBy) => `${TEAM} ${FILTER} order by ${orderBy} limit $3 offset $4`,
);

const countStatement = statement<{ total: number }>("team.count", `select count(*) as total from team t ${FILTER}`, {
  prepared: false,
});

const lockTeam = statement<{ team_id: number }>(
  "team.lock",
  "select team_id from team where ($1::bigint <> 0 and team_id = $1) or ($1 = 0 and team_name = $2) for no key update",
);

const insertTeam = statement(
  "team.insert",
  `insert into team (team_id, team_name, description, ref_id, creator_id, updated_by, created_at, updated_at)
   values ($1, $2, coalesce($3, ''), coalesce($4, ''), $5, $5, $6, $6)`,
);

const updateTeam = statement(
  "team.update",
  `update team set team_name = $2, description = coalesce($3, description), ref_id = coalesce($4, ref_id),
          updated_by = $5, updated_at = $6 where team_id = $1`,
);

const clearMembers = statement("team.clear-members", "delete from team_member where team_id = $1");

const insertMembers = statement(
  "team.insert-members",
  "insert into team_member (team_id, person_id) select $1, id from unnest($2::bigint[]) id order by id on conflict do nothing",
);

const findPersons = statement<{ person_id: number; email: string; phone: string }>(
  "team.find-persons",
  `select person_id, lower(email) as email, phone from person
    where status <> 'deleted' and (person_id = any($1::bigint[]) or lower(email) = any($2) or (phone <> '' and phone = any($3)))`,
);

const teamIdsOf = statement<{ team_id: number }>(
  "team.of-person",
  "select team_id from team_member where person_id = $1",
);

const existingIds = statement<{ team_id: number }>(
  "team.existing",
  "select team_id from team where team_id = any($1::bigint[]) for key share",
);

const listByIds = statement<TeamBrief>(
  "team.list-by-ids",
  `select t.team_id, t.team_name,
          array_to_json(array(select m.person_id from team_member m where m.team_id = t.team_id order by 1)) as person_ids
     from team t where t.team_id = any($1::bigint[]) order by t.team_id`,
);

const lockToDelete = statement("team.lock-to-delete", "select from team where team_id = $1 for update");

const findUse = statement<{ isChannel: boolean; isIntegration: boolean }>(
  "team.find-use",
  `select exists (select from channel where status <> 'deleted' and (team_id = $1 or $1 = any(managing_team_ids))) as "isChannel",
          exists (select from integration where team_id = $1 and status <> 'deleted') as "isIntegration"`,
);

const listUse = statement<{ kind: Reference["kind"]; id: number; name: string }>(
  "team.list-use",
  `select 'channel' as kind, channel_id as id, channel_name as name from channel
    where status <> 'deleted' and (team_id = $1 or $1 = any(managing_team_ids)) and channel_id <> all($2::bigint[])
    union all
   select 'integration', integration_id, name from integration
    where status <> 'deleted' and team_id = $1 and (channel_id is null or channel_id <> all($2::bigint[]))
    order by kind, id limit ${REFERENCES_MAX}`,
);

const deleteStatement = statement("team.delete", "delete from team where team_id = $1");

/** A team in few words. */
export type TeamBrief = Pick<TeamRow, "team_id" | "team_name" | "person_ids">;

/** One of the three that name a team; the first that is given counts. */
export type TeamName = { teamId: number; teamName: string; refId: string };

/** The team of that id, name or ref_id, or null. */
export function findTeam(db: Queryable, { teamId, teamName, refId }: TeamName): Promise<TeamRow | null> {
  return db.find(findTeamStatement, [teamId, teamName, refId]);
}

/** What to list, and in which order. */
export type TeamSearch = {
  personId: number;
  query: string;
  orderby: "created_at" | "updated_at" | "team_name";
  asc: boolean;
  limit: number;
  offset: number;
};

/** A page of teams and how many there are in all. */
export async function listTeams(db: Queryable, search: TeamSearch): Promise<{ items: TeamRow[]; total: number }> {
  const filter = [search.personId, search.query];
  const items = await db.rows(listBy(search.orderby, search.asc), [...filter, search.limit, search.offset]);
  const count = await db.find(countStatement, filter);
  return { items, total: count?.total ?? 0 };
}

/** The teams a person is in. */
export async function listTeamIdsOf(db: Queryable, personId: number): Promise<number[]> {
  return (await db.rows(teamIdsOf, [personId])).map((row) => row.team_id);
}

/** Refuses ids of teams that do not exist. Those that do stay while the transaction runs. */
export async function checkTeams(tx: Queryable, teamIds: readonly number[]): Promise<void> {
  if (teamIds.length === 0) return;
  const found = new Set((await tx.rows(existingIds, [teamIds])).map((row) => row.team_id));
  const missing = teamIds.find((id) => !found.has(id));
  if (missing !== undefined) throw new Refusal("ResourceNotFound", say("no_team", { named: missing }));
}

/** Names and members of teams; unknown ids are left out. */
export function listTeamBriefs(db: Queryable, teamIds: readonly number[]): Promise<TeamBrief[]> {
  return db.rows(listByIds, [teamIds]);
}

/** Deletes a team, unless something belongs to it. It is not said how much: some of it may be hidden from whoever asks, and is not named. */
export async function deleteTeam(db: Database, teamId: number, hiddenChannelIds: readonly number[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.rows(lockToDelete, [teamId]);
    const use = await tx.find(findUse, [teamId]);
    if (use?.isChannel || use?.isIntegration) {
      const things = !use.isIntegration ? "channels" : use.isChannel ? "channels_and_integrations" : "integrations";
      const visible = await tx.rows(listUse, [teamId, hiddenChannelIds]);
      const refs = visible.map(({ kind, id, name }) => ({ kind, href: `/${kind}/detail/${id}`, name }));
      throw new Refusal("ReferenceExist", say("team_has", { things: say(things) }), null, refs);
    }
    await tx.rows(deleteStatement, [teamId]);
  });
}

/** What `/team/upsert` asks for. Undefined means: as it is, or empty when new. */
export type TeamEdit = {
  teamId: number;
  teamName: string;
  description: string | undefined;
  refId: string | undefined;
  personIds: readonly number[] | undefined;
  emails: readonly string[] | undefined;
  phones: readonly string[] | undefined;
  resetIfNameExists: boolean;
};

/** Makes or changes a team and returns its id. Members that are given replace the ones it has. */
export async function upsertTeam(db: Database, edit: TeamEdit, byPersonId: number, nowMs: number): Promise<number> {
  try {
    return await db.transaction(async (tx) => {
      const memberIds = await findMembers(tx, edit);
      const existing = await tx.find(lockTeam, [edit.teamId, edit.teamName]);
      if (edit.teamId !== 0 && !existing) throw new Refusal("ResourceNotFound", say("no_team", { named: edit.teamId }));
      if (edit.teamId === 0 && existing && !edit.resetIfNameExists) throw nameTaken(edit.teamName);
      const teamId = existing?.team_id ?? (await nextEntityId(tx));
      const { teamName, description, refId } = edit;
      const values = [teamId, teamName, description ?? null, refId ?? null, byPersonId, toSeconds(nowMs)];
      await tx.rows(existing ? updateTeam : insertTeam, values);
      if (memberIds) {
        await tx.rows(clearMembers, [teamId]);
        await tx.rows(insertMembers, [teamId, memberIds]);
      }
      return teamId;
    });
  } catch (error) {
    throw violatedConstraint(error) === "team_name_taken" ? nameTaken(edit.teamName) : error;
  }
}

/** The team every new account starts with, its owner in it. */
export async function createDefaultTeam(tx: Queryable, ownerId: number, nowMs: number): Promise<number> {
  const teamId = await nextEntityId(tx);
  await tx.rows(insertTeam, [teamId, "Default team", null, null, ownerId, toSeconds(nowMs)]);
  await tx.rows(insertMembers, [teamId, [ownerId]]);
  return teamId;
}

function nameTaken(teamName: string): Refusal {
  return new Refusal("InvalidParameter", sayOf("team_name", "already_taken", { wanted: teamName }));
}

/** The union of persons named by id, address and number; null when none of the three was given. */
async function findMembers(tx: Queryable, edit: TeamEdit): Promise<number[] | null> {
  const { personIds, emails, phones } = edit;
  if (!personIds && !emails && !phones) return null;
  const addresses = (emails ?? []).map((email) => email.toLowerCase());
  const persons = await tx.rows(findPersons, [personIds ?? [], addresses, phones ?? []]);
  refuseUnknown("person_ids", personIds ?? [], new Set(persons.map((person) => person.person_id)));
  refuseUnknown("emails", addresses, new Set(persons.map((person) => person.email)));
  refuseUnknown("phones", phones ?? [], new Set(persons.map((person) => person.phone)));
  return persons.map((person) => person.person_id);
}

function refuseUnknown<T>(field: string, wanted: readonly T[], known: ReadonlySet<T>): void {
  const index = wanted.findIndex((one) => !known.has(one));
  if (index < 0) return;
  throw new Refusal("InvalidParameter", sayOf(`${field}[${index}]`, "no_person", { named: String(wanted[index]) }));
}
