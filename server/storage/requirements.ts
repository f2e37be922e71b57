import { SetupError } from "../base/errors.ts";
import type { Queryable } from "./database.ts";
import { statement } from "./statement.ts";

const VERSION_MIN = 150_000;

const facts = statement<{ version: number; name: string; off: string[] }>(
  "requirements.facts",
  `select current_setting('server_version_num')::integer as version, current_setting('server_version') as name,
          array(select s from unnest(array['fsync', 'full_page_writes', 'synchronous_commit']) s
                 where current_setting(s) = 'off') as off`,
);

/** Refuses a database on which "durable before 200" could not be kept (P1). */
export async function checkRequirements(db: Queryable): Promise<void> {
  const found = await db.find(facts);
  if (!found) throw new Error("PostgreSQL did not say what it is");
  if (found.version < VERSION_MIN) throw new SetupError(`PostgreSQL ${found.name} is too old: 15 or newer is needed`);
  if (found.off.length > 0) {
    throw new SetupError(
      `the database would lose pushes in a crash: set ${found.off.map((name) => `${name} = on`).join(", ")} in its configuration`,
    );
  }
}
