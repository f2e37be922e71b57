import { randomInt } from "node:crypto";
import { toSeconds } from "../base/clock.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** The one account of this hub. `createdAt` is Unix seconds. */
export type Account = {
  accountId: number;
  /** The last three digits of every int64 id (W3). */
  idSuffix: number;
  accountName: string;
  domain: string;
  locale: string;
  timeZone: string;
  createdAt: number;
};

const ACCOUNT_COLUMNS = `account_id as "accountId", id_suffix as "idSuffix", account_name as "accountName", domain, locale,
  time_zone as "timeZone", created_at as "createdAt"`;

const find = statement<Account>("account.find", `select ${ACCOUNT_COLUMNS} from account`);

const insert = statement(
  "account.insert",
  `insert into account (account_id, id_suffix, account_name, locale, time_zone, created_at)
   select nextval('entity_number') * 1000 + $1, $1, 'Tocsin', 'en-US', 'UTC', $2
    where not exists (select from account)
   on conflict on constraint account_only_one do nothing`,
);

const nextId = statement<{ id: number }>(
  "account.next-entity-id",
  "select nextval('entity_number') * 1000 + id_suffix as id from account",
);

/** The account, made on the first call of a database's life. */
export async function ensureAccount(db: Queryable, nowMs: number): Promise<Account> {
  const found = await db.find(find);
  if (found) return found;
  await db.rows(insert, [randomInt(100, 1000), toSeconds(nowMs)]);
  return getAccount(db);
}

/** The account. Throws before `ensureAccount` ran. */
export async function getAccount(db: Queryable): Promise<Account> {
  const found = await db.find(find);
  if (!found) throw new Error("the account is missing: ensureAccount runs when the hub starts");
  return found;
}

/** A new int64 id: person, team, channel, integration. */
export async function nextEntityId(db: Queryable): Promise<number> {
  const row = await db.find(nextId);
  if (!row) throw new Error("the account is missing: ensureAccount runs when the hub starts");
  return row.id;
}
