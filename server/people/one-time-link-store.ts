import { randomHex } from "../base/ids.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { hashSecret } from "./secret.ts";

/** What a link lets in to. */
export type LinkPurpose = "set-up" | "invitation";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const VALID_MS: Readonly<Record<LinkPurpose, number>> = { "set-up": HOUR_MS, invitation: 7 * DAY_MS };

const deleteExpired = statement("one-time-link.delete-expired", "delete from one_time_link where expires_at <= $1");

const insert = statement(
  "one-time-link.insert",
  "insert into one_time_link (link_hash, purpose, person_id, made_at, expires_at) values ($1, $2, $3, $4, $5)",
);

const VALID = "link_hash = $1 and purpose = $2 and used_at = 0 and expires_at > $3";

const findValid = statement<{ personId: number | null; expiresAtMs: number }>(
  "one-time-link.find-valid",
  `select person_id as "personId", expires_at as "expiresAtMs" from one_time_link where ${VALID}`,
);

const use = statement<{ personId: number | null }>(
  "one-time-link.use",
  `update one_time_link set used_at = $3 where ${VALID} returning person_id as "personId"`,
);

const voidOfPerson = statement(
  "one-time-link.void-of-person",
  "update one_time_link set used_at = $2 where person_id = $1 and used_at = 0",
);

const countInvitations = statement<{ all: number; own: number }>(
  "one-time-link.count-invitations",
  `select count(*) as "all", count(*) filter (where person_id = $2) as own
     from one_time_link where purpose = 'invitation' and made_at > $1`,
);

/** A link as it is shown once. */
export type NewLink = { token: string; expiresAtMs: number };

/** Makes a link and ends the earlier ones of its person. Only the hash of its token is kept; expired links are removed. */
export async function createLink(
  tx: Queryable,
  { purpose, personId }: { purpose: LinkPurpose; personId: number | null },
  nowMs: number,
): Promise<NewLink> {
  const token = randomHex(32);
  const expiresAtMs = nowMs + VALID_MS[purpose];
  await tx.rows(deleteExpired, [nowMs]);
  if (personId !== null) await voidLinksOf(tx, personId, nowMs);
  await tx.rows(insert, [hashSecret(token), purpose, personId, nowMs, expiresAtMs]);
  return { token, expiresAtMs };
}

/** Whom a link lets in and until when; null when it does not. */
export function findLink(db: Queryable, purpose: LinkPurpose, token: string, nowMs: number) {
  return db.find(findValid, [hashSecret(token), purpose, nowMs]);
}

/** Uses a link up and returns whom it lets in; null when it does not. Of two who try at once, one gets in. */
export async function takeLink(tx: Queryable, purpose: LinkPurpose, token: string, nowMs: number) {
  return tx.find(use, [hashSecret(token), purpose, nowMs]);
}

/** Ends the links of a person. */
export async function voidLinksOf(tx: Queryable, personId: number, nowMs: number): Promise<void> {
  await tx.rows(voidOfPerson, [personId, nowMs]);
}

/** How many invitations went out within a day, in all and to one person. */
export async function countRecentInvitations(db: Queryable, personId: number, nowMs: number) {
  return (await db.find(countInvitations, [nowMs - DAY_MS, personId])) ?? { all: 0, own: 0 };
}
