import { nextEntityId } from "../../server/people/account-store.ts";
import { createAppKey } from "../../server/people/app-key-store.ts";
import { hashPassword } from "../../server/people/password.ts";
import type { Database } from "../../server/storage/database.ts";
import { execute } from "./sql.ts";

/** The password of everyone who is added here. */
export const PASSWORD = "correct horse battery staple";

/** An enabled member and an app key of theirs. */
export type TestMember = { personId: number; email: string; key: string };

/** Adds an enabled member with these roles, as if an invitation had been accepted. */
export async function addMember(db: Database, name: string, roleIds: readonly number[]): Promise<TestMember> {
  const personId = await nextEntityId(db);
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const values = [personId, name, email, await hashPassword(PASSWORD)];
  await execute(
    db,
    `insert into person (person_id, person_name, email, password_hash, is_owner, status, created_at, updated_at)
     values ($1, $2, $3, $4, false, 'enabled', 1, 1)`,
    values,
  );
  await execute(db, "insert into person_role select $1, id from unnest($2::int[]) id", [personId, roleIds]);
  const { key } = await createAppKey(db, { email, name: "tests" }, Date.now());
  return { personId, email, key };
}
