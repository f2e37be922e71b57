import { say } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { sortedStatements } from "../storage/sorted.ts";
import { statement } from "../storage/statement.ts";
import { voidLinksOf } from "./one-time-link-store.ts";
import { hashPassword, isPassword } from "./password.ts";
import { decideRoleEdit, type RoleEditDecision, type RoleHolder } from "./permission-decision.ts";
import { PERSON_COLUMNS, type Person, refusalOfPerson } from "./person-store.ts";
import { endOtherSessions, endSessionsOf } from "./session-store.ts";

const FILTER = `where p.status <> 'deleted' and ($3::text = '' or p.status = $3)
  and ($1::int = 0 or exists (select from person_role r where r.person_id = p.person_id and r.role_id = $1))
  and ($2::text = '' or strpos(lower(p.person_name), lower($2)) > 0 or strpos(lower(p.email), lower($2)) > 0)`;

const listBy = sortedStatements<Person, MemberSearch["orderby"]>(
  "member.list",
  { created_at: "p.created_at", updated_at: "p.updated_at" },
  "p.person_id",
  (orderBy) => `select ${PERSON_COLUMNS} from person p ${FILTER} order by ${orderBy} limit $4 offset $5`,
);

const countStatement = statement<{ total: number }>(
  "member.count",
  `select count(*) as total from person p ${FILTER}`,
  {
    prepared: false,
  },
);

const findByName = statement<Person>(
  "member.find",
  `select ${PERSON_COLUMNS} from person p
    where p.status <> 'deleted' and case
      when $1::bigint <> 0 then p.person_id = $1
      when $2::text <> '' then p.person_name = $2
      when $3::text <> '' then lower(p.email) = lower($3)
      when $4::text <> '' then p.phone = $4 and ($5::text = '' or p.country_code = $5)
      else p.ref_id = $6 and $6::text <> '' end
    order by p.person_id limit 2`,
);

const lock = statement("member.lock", "select from person where person_id = $1 for no key update");

const clearRoles = statement("member.clear-roles", "delete from person_role where person_id = $1");

const insertRoles = statement(
  "member.insert-roles",
  "insert into person_role (person_id, role_id) select $1, id from unnest($2::int[]) id on conflict do nothing",
);

const touch = statement("member.touch", "update person set updated_at = $2 where person_id = $1");

const update = statement(
  "member.update",
  `update person set person_name = coalesce($2, person_name), email = coalesce($3, email), phone = coalesce($4, phone),
          country_code = coalesce($5, country_code), avatar = coalesce($6, avatar), locale = coalesce($7, locale),
          time_zone = coalesce($8, time_zone), updated_at = $9
    where person_id = $1 and status <> 'deleted'`,
);

const markDeleted = statement(
  "member.mark-deleted",
  "update person set status = 'deleted', password_hash = null, updated_at = $2 where person_id = $1",
);

const deleteKeys = statement(
  "member.delete-keys",
  "update app_key set status = 'deleted', updated_at = $2 where person_id = $1 and status <> 'deleted'",
);

const leaveTeams = statement("member.leave-teams", "delete from team_member where person_id = $1");

const setPassword = statement<{ personId: number }>(
  "member.set-password",
  `update person set password_hash = $2, updated_at = $3
    where lower(email) = lower($1) and status = 'enabled' returning person_id as "personId"`,
);

const setStatus = statement<{ personId: number }>(
  "member.set-status",
  `update person set status = $2, updated_at = $4
    where person_id = $1 and status = $3 returning person_id as "personId"`,
);

const findPasswordHash = statement<{ passwordHash: string | null }>(
  "member.find-password-hash",
  `select password_hash as "passwordHash" from person where person_id = $1 and status = 'enabled'`,
);

const setOwnPassword = statement(
  "member.set-own-password",
  "update person set password_hash = $2, updated_at = $3 where person_id = $1",
);

const listByIds = statement<Person>(
  "member.list-by-ids",
  `select ${PERSON_COLUMNS} from person p where p.person_id = any($1::bigint[]) order by p.person_id`,
);

/** What to list, and in which order. Role 0, an empty query and an empty status filter nothing. */
export type MemberSearch = {
  roleId: number;
  query: string;
  status: Person["status"] | "";
  orderby: "created_at" | "updated_at";
  asc: boolean;
  limit: number;
  offset: number;
};

/** A page of the persons who are not deleted, and how many there are in all. */
export async function listMembers(db: Queryable, search: MemberSearch): Promise<{ items: Person[]; total: number }> {
  const filter = [search.roleId, search.query, search.status];
  const items = await db.rows(listBy(search.orderby, search.asc), [...filter, search.limit, search.offset]);
  const count = await db.find(countStatement, filter);
  return { items, total: count?.total ?? 0 };
}

/** Persons by id, deleted ones too. */
export function listPersons(db: Queryable, personIds: readonly number[]): Promise<Person[]> {
  return db.rows(listByIds, [personIds]);
}

/** What names a member; the first that is given counts. */
export type MemberName = {
  memberId: number;
  memberName: string;
  email: string;
  phone: string;
  countryCode: string;
  refId: string;
};

/** The one member of that name. Refuses when there is none, or more than one by phone or ref_id. */
export async function getMember(db: Queryable, name: MemberName): Promise<Person> {
  const { memberId, memberName, email, phone, countryCode, refId } = name;
  const [member, another] = await db.rows(findByName, [memberId, memberName, email, phone, countryCode, refId]);
  const named = memberId || memberName || email || phone || refId;
  if (!member) throw new Refusal("ResourceNotFound", say("no_member", { named }));
  if (another) throw new Refusal("InvalidParameter", say("several_members", { named }));
  return member;
}

/** Changes a member's roles to what `wanted` makes of them, if the caller may. */
export function changeRoles(
  db: Database,
  memberId: number,
  wanted: (held: readonly number[]) => readonly number[],
  caller: RoleHolder,
  nowMs: number,
): Promise<RoleEditDecision> {
  return db.transaction(async (tx) => {
    await tx.rows(lock, [memberId]);
    const member = await getMember(tx, byId(memberId));
    const roleIds = wanted(member.roleIds);
    const decision = decideRoleEdit(caller, member, roleIds);
    if (decision.outcome === "allowed") {
      await setRoles(tx, memberId, roleIds);
      await tx.rows(touch, [memberId, toSeconds(nowMs)]);
    }
    return decision;
  });
}

/** Gives a member these roles and no others. */
export async function setRoles(tx: Queryable, memberId: number, roleIds: readonly number[]): Promise<void> {
  await tx.rows(clearRoles, [memberId]);
  await tx.rows(insertRoles, [memberId, roleIds]);
}

/** What of a profile is to change; what is undefined stays. */
export type ProfileEdit = Partial<
  Record<"personName" | "email" | "phone" | "countryCode" | "avatar" | "locale" | "timeZone", string | undefined>
>;

/** Changes a profile. Refuses a name or an address that somebody else has. */
export async function updateMember(db: Queryable, memberId: number, edit: ProfileEdit, nowMs: number) {
  const { personName, email, phone, countryCode, avatar, locale, timeZone } = edit;
  const values = [personName, email, phone, countryCode, avatar, locale, timeZone].map((value) => value ?? null);
  try {
    await db.rows(update, [memberId, ...values, toSeconds(nowMs)]);
  } catch (error) {
    throw refusalOfPerson(error, { email: email ?? "", personName: personName ?? "", nameField: "member_name" });
  }
}

/** Deletes a member: sessions, app keys and links end with the commit. History keeps the name. */
export async function deleteMember(db: Database, memberId: number, nowMs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.rows(markDeleted, [memberId, toSeconds(nowMs)]);
    await tx.rows(deleteKeys, [memberId, toSeconds(nowMs)]);
    await endSessionsOf(tx, memberId);
    await voidLinksOf(tx, memberId, nowMs);
    await tx.rows(leaveTeams, [memberId]);
    await setRoles(tx, memberId, []);
  });
}

/** Disables an enabled member, whose sessions end with the commit, or enables a disabled one; false when it is neither. */
export function setMemberStatus(
  db: Database,
  memberId: number,
  status: "enabled" | "disabled",
  nowMs: number,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const from = status === "enabled" ? "disabled" : "enabled";
    const changed = await tx.find(setStatus, [memberId, status, from, toSeconds(nowMs)]);
    if (changed && status === "disabled") await endSessionsOf(tx, memberId);
    return changed !== null;
  });
}

/** Gives a person who knows the current password another one, and ends their sessions but `secret`'s; false when it is wrong. */
export async function changePassword(
  db: Database,
  personId: number,
  { current, wanted }: { current: string; wanted: string },
  secret: string | null,
  nowMs: number,
): Promise<boolean> {
  const row = await db.find(findPasswordHash, [personId]);
  if (!(await isPassword(row?.passwordHash ?? null, current))) return false;
  const passwordHash = await hashPassword(wanted);
  await db.transaction(async (tx) => {
    await tx.rows(setOwnPassword, [personId, passwordHash, toSeconds(nowMs)]);
    await endOtherSessions(tx, personId, secret, "");
  });
  return true;
}

/** Gives an enabled person another password and ends their sessions; app keys stay. */
export async function resetPassword(db: Database, email: string, password: string, nowMs: number): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    const person = await tx.find(setPassword, [email, passwordHash, toSeconds(nowMs)]);
    if (!person)
      throw new Refusal("ResourceNotFound", say("no_enabled_person", { named: say("with_address", { email }) }));
    await endSessionsOf(tx, person.personId);
  });
}

/** A member named by id alone. */
export function byId(memberId: number): MemberName {
  return { memberId, memberName: "", email: "", phone: "", countryCode: "", refId: "" };
}
