import { ADMIN } from "../../contract/role.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { type Database, type Queryable, violatedConstraint } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { nextEntityId } from "./account-store.ts";
import { hashPassword, isPassword } from "./password.ts";
import { createDefaultTeam } from "./team-store.ts";

/** A human with an account. Times are Unix seconds. */
export type Person = {
  personId: number;
  personName: string;
  email: string;
  isOwner: boolean;
  status: "enabled" | "pending" | "disabled" | "deleted";
  locale: string;
  timeZone: string;
  phone: string;
  countryCode: string;
  avatar: string;
  refId: string;
  /** Ascending; the owner's have Admin among them. */
  roleIds: number[];
  createdAt: number;
  updatedAt: number;
};

/** The select list of a `Person`, for statements over `person p`. */
export const PERSON_COLUMNS = `p.person_id as "personId", p.person_name as "personName", p.email, p.is_owner as "isOwner", p.status,
  p.locale, p.time_zone as "timeZone", p.phone, p.country_code as "countryCode", p.avatar, p.ref_id as "refId",
  p.created_at as "createdAt", p.updated_at as "updatedAt",
  array_to_json(array(select r.role_id from person_role r where r.person_id = p.person_id order by 1)) as "roleIds"`;

const findOwnerStatement = statement<Person>(
  "person.find-owner",
  `select ${PERSON_COLUMNS} from person p where p.is_owner`,
);

const findToSignIn = statement<Person & { passwordHash: string | null }>(
  "person.find-to-sign-in",
  `select p.password_hash as "passwordHash", ${PERSON_COLUMNS}
     from person p where lower(p.email) = lower($1) and p.status in ('enabled', 'disabled')`,
);

const insertOwner = statement(
  "person.insert-owner",
  `insert into person (person_id, person_name, email, password_hash, is_owner, status, created_at, updated_at)
   values ($1, $2, $3, $4, true, 'enabled', $5, $5)`,
);

const insertOwnerRole = statement(
  "person.insert-owner-role",
  "insert into person_role (person_id, role_id) values ($1, $2)",
);

const namesByIds = statement<{ personId: number; personName: string; email: string; isOwner: boolean }>(
  "person.names",
  `select person_id as "personId", person_name as "personName", email, is_owner as "isOwner"
     from person where person_id = any($1::bigint[])`,
);

/** The owner of the account, or null before set-up. */
export function findOwner(db: Queryable): Promise<Person | null> {
  return db.find(findOwnerStatement);
}

/** The person whose e-mail address and password these are, disabled or not; null when either is wrong, after the same work. */
export async function findPersonToSignIn(db: Queryable, email: string, password: string): Promise<Person | null> {
  const row = await db.find(findToSignIn, [email]);
  if (!(await isPassword(row?.passwordHash ?? null, password)) || !row) return null;
  const { passwordHash: _, ...person } = row;
  return person;
}

/** A person by name, as incidents show their creator, closer and owner. */
export type PersonName = { personName: string; email: string; isOwner: boolean };

/** Names of persons, deleted ones too: history keeps naming them. */
export async function listPersonNames(db: Queryable, personIds: readonly number[]): Promise<Map<number, PersonName>> {
  const wanted = [...new Set(personIds)].filter((id) => id !== 0);
  const rows = wanted.length === 0 ? [] : await db.rows(namesByIds, [wanted]);
  return new Map(rows.map(({ personId, ...name }) => [personId, name]));
}

/** Who is to own the account. Without a name, the part of the address before the `@` is it. */
export type NewOwner = { email: string; password: string; personName?: string };

/** What became of the wish for an owner. */
export type OwnerCreation =
  | { outcome: "created"; personId: number; teamId: number }
  | { outcome: "exists"; personId: number };

const NAME_MAX = 39;

/** Makes the owner and a default team with the owner in it. Never touches an owner that exists. */
export async function createOwner(db: Database, owner: NewOwner, nowMs: number): Promise<OwnerCreation> {
  const existing = await findOwner(db);
  if (existing) return { outcome: "exists", personId: existing.personId };
  const email = readEmail(owner.email);
  const passwordHash = await hashPassword(owner.password);
  const personName = owner.personName ?? nameOfAddress(email);
  const personId = await nextEntityId(db);
  try {
    const teamId = await db.transaction(async (tx) => {
      await tx.rows(insertOwner, [personId, personName, email, passwordHash, toSeconds(nowMs)]);
      await tx.rows(insertOwnerRole, [personId, ADMIN.id]);
      return createDefaultTeam(tx, personId, nowMs);
    });
    return { outcome: "created", personId, teamId };
  } catch (error) {
    // Another node was faster.
    const winner = violatedConstraint(error) === null ? null : await findOwner(db);
    if (winner) return { outcome: "exists", personId: winner.personId };
    throw refusalOfPerson(error, { email, personName, nameField: "name" });
  }
}

function readEmail(email: string): string {
  if (email.length <= 255 && /^[^\s@]+@[^\s@]+$/.test(email)) return email;
  const expected = say("email_address");
  throw new Refusal("InvalidParameter", sayOf("email", "expected", { expected, got: `"${email.slice(0, 80)}"` }));
}

/** The name of somebody who gave none: the part of the address before the `@`. */
export function nameOfAddress(email: string): string {
  const name = email.slice(0, email.indexOf("@")).slice(0, NAME_MAX);
  return name.length >= 2 ? name : email.slice(0, NAME_MAX);
}

/** A name and an address that somebody wants, and what the call names the name. */
export type WantedPerson = { email: string; personName: string; nameField: string };

/** What to tell whoever wants a name or an address that somebody else has; other errors stay what they are. */
export function refusalOfPerson(error: unknown, { email, personName, nameField }: WantedPerson): unknown {
  const constraint = violatedConstraint(error);
  if (constraint === "person_email_taken") {
    return new Refusal("InvalidParameter", sayOf("email", "address_taken", { email }));
  }
  if (constraint !== "person_name_taken") return error;
  return new Refusal("InvalidParameter", sayOf(nameField, "already_taken", { wanted: personName }));
}
