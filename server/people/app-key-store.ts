import { INPUT_LIMITS } from "../../contract/limits.ts";
import { say } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { randomHex } from "../base/ids.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { PERSON_COLUMNS, type Person } from "./person-store.ts";
import { hashSecret } from "./secret.ts";

const KEY_PREFIX = "tk_";

/** Which keys are in use shows by the day; a write with every call would cost more than it tells. */
const USED_EVERY_SECONDS = 60;

const findPersonOfKey = statement<Person & { keyId: string; lastUsedSeconds: number }>(
  "app-key.find-person",
  `select k.key_id as "keyId", k.last_used_time as "lastUsedSeconds", ${PERSON_COLUMNS}
     from app_key k join person p using (person_id)
    where k.key_hash = $1 and k.status = 'enabled' and p.status = 'enabled'`,
);

const lockPerson = statement<{ personId: number }>(
  "app-key.lock-person",
  `select person_id as "personId" from person
    where status = 'enabled' and (person_id = $1 or lower(email) = lower($2)) for no key update`,
);

const countKeys = statement<{ total: number }>(
  "app-key.count",
  "select count(*) as total from app_key where person_id = $1 and status <> 'deleted'",
);

const listOfPerson = statement<AppKeyRow>(
  "app-key.list-of-person",
  `select key_id, key_name, key_hint, status, last_used_time, created_at, updated_at
     from app_key where person_id = $1 and status <> 'deleted' order by created_at desc, key_id desc`,
);

const setLastUsed = statement(
  "app-key.set-last-used",
  "update app_key set last_used_time = $2 where key_id = $1 and last_used_time < $2",
);

const setStatus = statement<{ key_id: string }>(
  "app-key.set-status",
  `update app_key set status = $3, updated_at = $4
    where key_id = $2 and person_id = $1 and status <> 'deleted' returning key_id`,
);

const insert = statement(
  "app-key.insert",
  `insert into app_key (key_id, person_id, key_name, key_hash, key_hint, status, created_at, updated_at)
   values ($1, $2, $3, $4, $5, 'enabled', $6, $6)`,
);

/** Who stands behind an app key. */
export type KeyHolder = { keyId: string; person: Person };

/** The person a key acts as; null for a key that is unknown, disabled or deleted, or whose person is not enabled. */
export async function findKeyHolder(db: Queryable, key: string, nowMs: number): Promise<KeyHolder | null> {
  const row = await db.find(findPersonOfKey, [hashSecret(key)]);
  if (!row) return null;
  const { keyId, lastUsedSeconds, ...person } = row;
  const nowSeconds = toSeconds(nowMs);
  if (nowSeconds - lastUsedSeconds >= USED_EVERY_SECONDS) await db.rows(setLastUsed, [keyId, nowSeconds]);
  return { keyId, person };
}

/** A key as it is shown once. */
export type NewAppKey = { keyId: string; key: string; hint: string };

/** Whose key to make, and what for. */
export type WantedAppKey = { name: string } & ({ email: string } | { personId: number });

/** Makes an app key for an enabled person. Only its hash is kept. At most 5 keys a person. */
export async function createAppKey(db: Database, wanted: WantedAppKey, nowMs: number): Promise<NewAppKey> {
  const key = KEY_PREFIX + randomHex(32);
  const keyId = randomHex(12);
  const hint = key.slice(-4);
  const whom = "email" in wanted ? [0, wanted.email] : [wanted.personId, ""];
  const named =
    "email" in wanted ? say("with_address", { email: wanted.email }) : say("with_id", { id: wanted.personId });
  await db.transaction(async (tx) => {
    const person = await tx.find(lockPerson, whom);
    if (!person) throw new Refusal("ResourceNotFound", say("no_enabled_person", { named }));
    const count = await tx.find(countKeys, [person.personId]);
    if (count && count.total >= INPUT_LIMITS.appKeysMax) {
      throw new Refusal("InvalidParameter", say("app_keys_full", { named, max: INPUT_LIMITS.appKeysMax }));
    }
    await tx.rows(insert, [keyId, person.personId, wanted.name, hashSecret(key), hint, toSeconds(nowMs)]);
  });
  return { keyId, key, hint };
}

/** What becomes of a key. A deleted one never comes back. */
export type AppKeyStatus = "enabled" | "disabled" | "deleted";

/** A key as lists show it. */
export type AppKeyRow = {
  key_id: string;
  key_name: string;
  key_hint: string;
  status: "enabled" | "disabled";
  last_used_time: number;
  created_at: number;
  updated_at: number;
};

/** The keys of a person that are not deleted, newest first. */
export function listAppKeys(db: Queryable, personId: number): Promise<AppKeyRow[]> {
  return db.rows(listOfPerson, [personId]);
}

/** Changes a key of this person; false when there is none of that id. */
export async function setAppKeyStatus(
  db: Queryable,
  personId: number,
  keyId: string,
  status: AppKeyStatus,
  nowMs: number,
): Promise<boolean> {
  return (await db.find(setStatus, [personId, keyId, status, toSeconds(nowMs)])) !== null;
}
