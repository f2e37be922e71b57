import { Refusal } from "../base/errors.ts";
import { type Account, getAccount } from "../people/account-store.ts";
import { findKeyHolder, type KeyHolder } from "../people/app-key-store.ts";
import type { Queryable } from "../storage/database.ts";

/** Who calls. */
export type Caller = KeyHolder & { account: Account };

const KEY_LENGTH_MAX = 200;

/** The app key of a request, from `?app_key=` or `Authorization: Bearer`; null when there is none that could be one. */
export function readAppKey(url: string, authorization: string | undefined): string | null {
  const queryStart = url.indexOf("?");
  const inQuery = queryStart < 0 ? null : new URLSearchParams(url.slice(queryStart)).get("app_key");
  const key = inQuery || /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  return key && key.length <= KEY_LENGTH_MAX ? key : null;
}

/** The caller behind an app key. Asked of the database each time, so that disabling a key takes effect at once (P10). */
export async function authenticate(db: Queryable, key: string | null): Promise<Caller> {
  if (key === null) throw new Refusal("Unauthorized");
  const [holder, account] = await Promise.all([findKeyHolder(db, key), getAccount(db)]);
  if (!holder) throw new Refusal("Unauthorized");
  return { ...holder, account };
}
