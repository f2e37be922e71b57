import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

const register = statement<{ wasThere: boolean }>(
  "node.register",
  `insert into node as n (node, started_at) values ($1, $2)
   on conflict (node) do update set started_at = excluded.started_at
   returning xmax <> 0 as "wasThere"`,
);
const unregister = statement("node.unregister", "delete from node where node = $1");

/** Notes that this node runs. True when its last run did not end cleanly. */
export async function registerNode(db: Queryable, node: string, nowMs: number): Promise<boolean> {
  return (await db.find(register, [node, nowMs]))?.wasThere ?? false;
}

/** The node ends cleanly. */
export async function unregisterNode(db: Queryable, node: string): Promise<void> {
  await db.rows(unregister, [node]);
}
