import { SESSION_HOURS } from "../../contract/session.ts";
import { randomHex } from "../base/ids.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { PERSON_COLUMNS, type Person } from "./person-store.ts";
import { hashSecret } from "./secret.ts";

const HOUR_MS = 3_600_000;
/** Half of a minute's idle time does not matter against twelve hours, a write with every call would. */
const SEEN_EVERY_MS = 60_000;

const insert = statement(
  "session.insert",
  `insert into session (session_hash, person_id, started_at, seen_at, address, user_agent)
   values ($1, $2, $3, $3, $4, $5)`,
);

const deleteEnded = statement("session.delete-ended", "delete from session where started_at <= $1 or seen_at <= $2");

const findPerson = statement<Person & { seenAt: number }>(
  "session.find-person",
  `select s.seen_at as "seenAt", ${PERSON_COLUMNS}
     from session s join person p using (person_id)
    where s.session_hash = $1 and s.started_at > $2 and s.seen_at > $3 and p.status = 'enabled'`,
);

const see = statement("session.see", "update session set seen_at = $2 where session_hash = $1 and seen_at < $2");

const deleteOne = statement("session.delete", "delete from session where session_hash = $1");

const deleteOfPerson = statement("session.delete-of-person", "delete from session where person_id = $1");

/** The first bytes of the hash tell sessions apart, and tell nobody the secret. */
const ID = "left(encode(session_hash, 'hex'), 24)";

const listOfPerson = statement<SessionRow>(
  "session.list-of-person",
  `select ${ID} as "sessionId", session_hash = $2 as "isCurrent", address, user_agent as "userAgent",
          started_at as "startedAt", seen_at as "seenAt"
     from session where person_id = $1 and started_at > $3 and seen_at > $4 order by seen_at desc, started_at desc`,
);

const deleteOthers = statement<{ sessionId: string }>(
  "session.delete-others",
  `delete from session where person_id = $1 and session_hash <> $2 and ($3::text = '' or ${ID} = $3)
   returning ${ID} as "sessionId"`,
);

/** Where a session began. */
export type SessionPlace = { address: string; userAgent: string };

/** A session as its person may see it. Times are milliseconds. */
export type SessionRow = SessionPlace & { sessionId: string; isCurrent: boolean; startedAt: number; seenAt: number };

/** No session has this hash: what a call with an app key is compared with. */
const NO_HASH = Buffer.alloc(0);

/** Starts a session and returns what the cookie holds. Only its hash is kept; sessions that have ended are removed. */
export async function startSession(
  db: Queryable,
  personId: number,
  { address, userAgent }: SessionPlace,
  nowMs: number,
): Promise<string> {
  const secret = randomHex(32);
  await db.rows(deleteEnded, endsOf(nowMs));
  await db.rows(insert, [hashSecret(secret), personId, nowMs, address, userAgent]);
  return secret;
}

/** The enabled person of a session that goes on; null for any other. Asked with each call, so that ending one counts at once (P10). */
export async function findSessionHolder(db: Queryable, secret: string, nowMs: number): Promise<Person | null> {
  const row = await db.find(findPerson, [hashSecret(secret), ...endsOf(nowMs)]);
  if (!row) return null;
  const { seenAt, ...person } = row;
  if (nowMs - seenAt >= SEEN_EVERY_MS) await db.rows(see, [hashSecret(secret), nowMs]);
  return person;
}

/** Ends one session. */
export async function endSession(db: Queryable, secret: string): Promise<void> {
  await db.rows(deleteOne, [hashSecret(secret)]);
}

/** The sessions of a person that go on, the latest used first. `secret` is that of the one who asks, null for an app key. */
export function listSessions(db: Queryable, personId: number, secret: string | null, nowMs: number) {
  return db.rows(listOfPerson, [personId, secret === null ? NO_HASH : hashSecret(secret), ...endsOf(nowMs)]);
}

/** Ends the session of this id, or all when it is empty, but never the one of `secret`; returns how many ended. */
export async function endOtherSessions(db: Queryable, personId: number, secret: string | null, sessionId: string) {
  const kept = secret === null ? NO_HASH : hashSecret(secret);
  return (await db.rows(deleteOthers, [personId, kept, sessionId])).length;
}

/** Ends all sessions of a person. */
export async function endSessionsOf(db: Queryable, personId: number): Promise<void> {
  await db.rows(deleteOfPerson, [personId]);
}

/** Sessions that started before the first, or were last seen before the second, have ended. */
function endsOf(nowMs: number): [startedMs: number, seenMs: number] {
  return [nowMs - SESSION_HOURS.max * HOUR_MS, nowMs - SESSION_HOURS.idle * HOUR_MS];
}
