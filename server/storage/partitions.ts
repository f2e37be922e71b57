import { utcDay } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { statement } from "./statement.ts";

const DAY_MS = 86_400_000;
const PARTITIONED = ["journal", "delivery", "alert_event"] as const;
/** Keeps two nodes from making the same partition at once. */
const PARTITION_LOCK = 7_204_184;

const existing = statement<{ name: string }>(
  "partitions.existing",
  "select relname as name from pg_class where relkind = 'r' and relname = any($1)",
);

/** The daily partitions that pushes are written into. */
export type Partitions = {
  /** Makes sure that rows received at this instant have a partition, and so has the day after. Cheap once a day is known. */
  ensure(atMs: number): Promise<void>;
};

/** Partitions are made before they are needed, so that midnight costs no push a table lock. */
export function createPartitions(database: Database): Partitions {
  const known = new Set<string>();
  let making: Promise<void> = Promise.resolve();

  const make = async (days: readonly string[]): Promise<void> => {
    const names = days.flatMap((day) => PARTITIONED.map((table) => partitionName(table, day)));
    const present = new Set((await database.rows(existing, [names])).map((row) => row.name));
    if (names.some((name) => !present.has(name))) await createMissing(database, days);
    for (const day of days) known.add(day);
  };

  return {
    ensure: (atMs) => {
      const days = [utcDay(atMs), utcDay(atMs + DAY_MS)];
      if (days.every((day) => known.has(day))) return Promise.resolve();
      // biome-ignore lint/plugin: who asked before was told; whoever asks now tries again.
      making = making.catch(() => undefined).then(() => make(days));
      return making;
    },
  };
}

// `create table … partition of` would lock the parent against everybody; attaching an empty table does not.
async function createMissing(database: Database, days: readonly string[]): Promise<void> {
  const connection = await database.connect();
  try {
    await connection.run(`select pg_advisory_lock(${PARTITION_LOCK})`);
    for (const day of days) {
      for (const table of PARTITIONED) {
        const name = partitionName(table, day);
        if ((await connection.rows(existing, [[name]])).length > 0) continue;
        await connection.run(`begin; ${partitionSql(table, day)}; commit`);
      }
    }
  } finally {
    await connection.end();
  }
}

/** SQL that makes the partition of a table for a day, `YYYY-MM-DD`. */
export function partitionSql(table: string, day: string): string {
  const name = partitionName(table, day);
  const next = utcDay(Date.parse(day) + DAY_MS);
  return `create table ${name} (like ${table} including defaults including constraints including storage);
    alter table ${table} attach partition ${name} for values from ('${day}') to ('${next}')`;
}

function partitionName(table: string, day: string): string {
  return `${table}_${day.replaceAll("-", "")}`;
}
