import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { randomHex } from "../base/ids.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { PERSON_COLUMNS, type Person } from "./person-store.ts";
import { hashSecret } from "./secret.ts";

const ENABLED_MAX = 5;
const KEY_PREFIX = "tk_";

const findPersonOfKey = statement<Person & { keyId: string }>(
  "app-key.find-person",
  `select k.key_id as "keyId", ${PERSON_COLUMNS}
     from app_key k join person p using (person_id)
    where k.key_hash = $1 and k.status = 'enabled' and p.status = 'enabled'`,
);

const lockPerson = statement<{ personId: number }>(
  "app-key.lock-person",
  `select person_id as "personId" from person where lower(email) = lower($1) and status = 'enabled' for no key update`,
);

const countEnabled = statement<{ enabled: number }>(
  "app-key.count-enabled",
  "select count(*) as enabled from app_key where person_id = $1 and status = 'enabled'",
);

const insert = statement(
  "app-key.insert",
  `insert into app_key (key_id, person_id, key_name, key_hash, key_hint, status, created_at, updated_at)
   values ($1, $2, $3, $4, $5, 'enabled', $6, $6)`,
);

/** Who stands behind an app key. */
export type KeyHolder = { keyId: string; person: Person };

/** The person a key acts as; null for a key that is unknown, disabled or deleted, or whose person is not enabled. */
export async function findKeyHolder(db: Queryable, key: string): Promise<KeyHolder | null> {
  const row = await db.find(findPersonOfKey, [hashSecret(key)]);
  if (!row) return null;
  const { keyId, ...person } = row;
  return { keyId, person };
}

/** A key as it is shown once. */
export type NewAppKey = { keyId: string; key: string; hint: string };

/** Makes an app key for the enabled person with this address. Only its hash is kept. At most 5 enabled keys a person. */
export async function createAppKey(
  db: Database,
  wanted: { email: string; name: string },
  nowMs: number,
): Promise<NewAppKey> {
  const key = KEY_PREFIX + randomHex(32);
  const keyId = randomHex(12);
  const hint = key.slice(-4);
  await db.transaction(async (tx) => {
    const person = await tx.find(lockPerson, [wanted.email]);
    if (!person) throw new Refusal("ResourceNotFound", `there is no enabled person with the address ${wanted.email}`);
    const count = await tx.find(countEnabled, [person.personId]);
    if (count && count.enabled >= ENABLED_MAX) {
      throw new Refusal(
        "InvalidParameter",
        `${wanted.email} has ${ENABLED_MAX} enabled app keys already: disable one first`,
      );
    }
    await tx.rows(insert, [keyId, person.personId, wanted.name, hashSecret(key), hint, toSeconds(nowMs)]);
  });
  return { keyId, key, hint };
}
