import { VIEWER } from "../../contract/role.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { nextEntityId } from "./account-store.ts";
import { setRoles } from "./member-store.ts";
import { countRecentInvitations, createLink, findLink, type NewLink, takeLink } from "./one-time-link-store.ts";
import { hashPassword } from "./password.ts";
import { nameOfAddress, type Person, refusalOfPerson } from "./person-store.ts";

const PER_DAY_MAX = 200;
/** The invitation itself and five more links. */
const PER_PERSON_AND_DAY_MAX = 6;

const findInvited = statement<Pick<Person, "personId" | "personName" | "status">>(
  "invitation.find-invited",
  `select person_id as "personId", person_name as "personName", status from person
    where lower(email) = lower($1) and status <> 'deleted' for no key update`,
);

const isNameTaken = statement(
  "invitation.name-taken",
  "select from person where person_name = $1 and status <> 'deleted'",
);

const insertPending = statement(
  "invitation.insert-person",
  `insert into person (person_id, person_name, email, is_owner, status, locale, time_zone, phone, country_code, ref_id,
                       created_at, updated_at)
   values ($1, $2, $3, false, 'pending', $4, $5, $6, $7, $8, $9, $9)`,
);

const findPending = statement<{ personName: string; email: string }>(
  "invitation.find-pending",
  `select person_name as "personName", email from person where person_id = $1 and status = 'pending'`,
);

const enable = statement<{ personId: number; personName: string }>(
  "invitation.enable-person",
  `update person set status = 'enabled', person_name = coalesce($2, person_name), password_hash = $3, updated_at = $4
    where person_id = $1 and status = 'pending' returning person_id as "personId", person_name as "personName"`,
);

/** Who is invited. Undefined means the default. */
export type Invitation = {
  email: string;
  personName: string | undefined;
  roleIds: readonly number[] | undefined;
  locale: string;
  timeZone: string;
  phone: string;
  countryCode: string;
  refId: string;
};

/** Who was invited, with the link to hand over. */
export type Invited = { personId: number; personName: string; link: NewLink };

/** Invites all of them or none. Who is pending already gets a new link, and new roles where they are given. */
export async function inviteMembers(
  db: Database,
  invitations: readonly Invitation[],
  nowMs: number,
): Promise<Invited[]> {
  return db.transaction(async (tx) => {
    const invited: Invited[] = [];
    for (const [index, invitation] of invitations.entries()) invited.push(await invite(tx, invitation, index, nowMs));
    return invited;
  });
}

async function invite(tx: Queryable, invitation: Invitation, index: number, nowMs: number): Promise<Invited> {
  const { email, roleIds } = invitation;
  const known = await tx.find(findInvited, [email]);
  if (known && known.status !== "pending") {
    const word = known.status === "disabled" ? "member_disabled" : "member_already";
    throw new Refusal("InvalidParameter", sayOf(`members[${index}].email`, word, { email }));
  }
  const { personId, personName } = known ?? (await insertPerson(tx, invitation, index, nowMs));
  if (!known || roleIds) await setRoles(tx, personId, roleIds ?? [VIEWER.id]);
  const sent = await countRecentInvitations(tx, personId, nowMs);
  if (sent.all >= PER_DAY_MAX) {
    throw new Refusal("RequestTooFrequently", say("invitations_of_day", { max: PER_DAY_MAX }));
  }
  if (sent.own >= PER_PERSON_AND_DAY_MAX) {
    const often = sayOf(`members[${index}].email`, "invited_often", { email, count: sent.own });
    throw new Refusal("RequestTooFrequently", often);
  }
  return { personId, personName, link: await createLink(tx, { purpose: "invitation", personId }, nowMs) };
}

async function insertPerson(tx: Queryable, invitation: Invitation, index: number, nowMs: number) {
  const { email, locale, timeZone, phone, countryCode, refId } = invitation;
  const personId = await nextEntityId(tx);
  const personName = invitation.personName ?? (await freeName(tx, email));
  const profile = [locale, timeZone, phone, countryCode, refId];
  try {
    await tx.rows(insertPending, [personId, personName, email, ...profile, toSeconds(nowMs)]);
  } catch (error) {
    throw refusalOfPerson(error, { email, personName, nameField: `members[${index}].member_name` });
  }
  return { personId, personName };
}

/** The part of the address before the `@`; the whole of it where somebody has that name already. */
async function freeName(tx: Queryable, email: string): Promise<string> {
  const short = nameOfAddress(email);
  return (await tx.find(isNameTaken, [short])) ? email.slice(0, 39) : short;
}

/** Whom an invitation is for, and until when, in milliseconds. Refuses a link that does not work. */
export async function findInvitation(db: Queryable, token: string, nowMs: number) {
  const link = await findLink(db, "invitation", token, nowMs);
  const person = link && (await db.find(findPending, [link.personId]));
  if (!person) throw wrongLink();
  return { ...person, expiresAtMs: link.expiresAtMs };
}

/** Makes the invited person a member who can sign in. The link works once. */
export async function acceptInvitation(
  db: Database,
  { token, name, password }: { token: string; name: string | undefined; password: string },
  nowMs: number,
): Promise<{ personId: number; personName: string }> {
  // Hashing a password is dear: nobody gets it done without a link.
  if (!(await findLink(db, "invitation", token, nowMs))) throw wrongLink();
  const passwordHash = await hashPassword(password);
  try {
    return await db.transaction(async (tx) => {
      const link = await takeLink(tx, "invitation", token, nowMs);
      const person = link && (await tx.find(enable, [link.personId, name ?? null, passwordHash, toSeconds(nowMs)]));
      if (!person) throw wrongLink();
      return person;
    });
  } catch (error) {
    throw refusalOfPerson(error, { email: "", personName: name ?? "", nameField: "name" });
  }
}

function wrongLink(): Refusal {
  return new Refusal("InvalidParameter", sayOf("token", "invitation_wrong"));
}
