import { SetupError } from "../base/errors.ts";
import type { Connection, Queryable } from "../storage/database.ts";
import { type Statement, statement } from "../storage/statement.ts";

/** A table of the hub's schema as PostgreSQL's catalog has it. */
export type TableFacts = {
  name: string;
  /** In their order; without those that PostgreSQL computes itself. */
  columns: string[];
  isPartitioned: boolean;
  /** Names of its partitions, in order. */
  partitions: string[];
  /** The tables that its foreign keys name. */
  refersTo: string[];
};

/** Where a sequence stands. */
export type SequenceFacts = { name: string; lastValue: number; isCalled: boolean };

/** A hub, or a part of one, that is connected to the database. */
export type ConnectedHub = { name: string; address: string | null };

const OURS = `c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

const tables = statement<TableFacts>(
  "backup.tables",
  `select c.relname as name, c.relkind = 'p' as "isPartitioned",
          array(select a.attname::text from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum) as columns,
          array(select p.relname::text from pg_inherits i join pg_class p on p.oid = i.inhrelid
                 where i.inhparent = c.oid and not i.inhdetachpending order by 1) as partitions,
          array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
                 where k.conrelid = c.oid and k.contype = 'f' and r.oid <> c.oid order by 1) as "refersTo"
     from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS} order by c.relname`,
);

const sequences = statement<SequenceFacts>(
  "backup.sequences",
  `select sequencename as name, coalesce(last_value, start_value) as "lastValue", last_value is not null as "isCalled"
     from pg_sequences where schemaname = current_schema() order by sequencename`,
);

const tableBytes = statement<{ bytes: number }>(
  "backup.table-bytes",
  `select coalesce(sum(pg_table_size(c.oid)), 0)::bigint as bytes from pg_class c where c.relkind = 'r' and ${OURS}`,
);

const schemaVersion = statement<{ version: number | null }>(
  "backup.schema-version",
  "select max(version) as version from schema_migration",
);

const serverVersion = statement<{ version: string }>(
  "backup.server-version",
  "select current_setting('server_version') as version",
);

// Whoever runs on this database names itself so in server/compose.ts and server/jobs/process-thread.ts.
const connectedHubs = statement<ConnectedHub>(
  "backup.connected-hubs",
  `select distinct application_name as name, client_addr::text as address from pg_stat_activity
    where datname = current_database() and application_name in ('tocsin', 'tocsin-process') order by 1, 2`,
);

const functions = statement<{ name: string }>(
  "backup.functions",
  `select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace = (select oid from pg_namespace where nspname = current_schema())
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`,
);

/** Those that no constraint needs, of whole tables: their partitions' follow. */
const indexes = statement<{ name: string; definition: string }>(
  "backup.indexes",
  `select i.relname as name, replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ') as definition
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    where not i.relispartition and not c.relispartition and c.relkind in ('r', 'p') and ${OURS}
      and not exists (select from pg_constraint k where k.conindid = x.indexrelid) order by i.relname`,
);

const setSequence = statement("backup.set-sequence", "select setval($1::regclass, $2, $3)");

/** The tables of the hub's schema, by name; what belongs to an extension is none of them. */
export async function listTables(db: Queryable): Promise<TableFacts[]> {
  const found = await db.rows(tables);
  for (const { name, columns } of found) [name, ...columns].forEach(checkName);
  return found;
}

/** Where each sequence stands now: past every number that a snapshot taken before can hold. */
export async function listSequences(db: Queryable): Promise<SequenceFacts[]> {
  return db.rows(sequences);
}

/** What the rows take on disk, without indexes. */
export async function sumTableBytes(db: Queryable): Promise<number> {
  return (await db.find(tableBytes))?.bytes ?? 0;
}

/** The latest migration that the database has seen, and the version of its server. */
export async function readVersions(db: Queryable): Promise<{ migration: number; postgres: string }> {
  const migration = (await db.find(schemaVersion))?.version ?? 0;
  return { migration, postgres: (await db.find(serverVersion))?.version ?? "" };
}

/** Whose hubs work on this database at the moment. */
export async function listConnectedHubs(db: Queryable): Promise<ConnectedHub[]> {
  return db.rows(connectedHubs);
}

/** How many rows each table has. */
export async function countRows(db: Queryable, names: readonly string[]): Promise<Map<string, number>> {
  const each = names.map((name) => `select '${checkName(name)}' as name, count(*) as rows from ${name}`);
  const found = await db.rows(adHoc<{ name: string; rows: number }>("backup.count", each.join(" union all ")));
  return new Map(found.map(({ name, rows }) => [name, rows]));
}

/** Which rows a migration writes into a table that is otherwise empty: channel 0, which stands for none. */
const WRITTEN_BY_MIGRATIONS: Readonly<Record<string, string>> = { channel: "channel_id = 0" };

/** Those of the tables that have a row which somebody wrote. */
export async function listFilled(db: Queryable, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const each = names.map(
    (name) => `select '${checkName(name)}' as name where exists (
    select from ${name} where not (${WRITTEN_BY_MIGRATIONS[name] ?? "false"}))`,
  );
  return (await db.rows(adHoc<{ name: string }>("backup.filled", each.join(" union all ")))).map(({ name }) => name);
}

/** Begins a transaction that sees one instant from its first statement on, and writes nothing. */
export async function beginReading(connection: Connection): Promise<void> {
  await connection.run("begin isolation level repeatable read read only");
}

/** Begins a transaction that writes. */
export async function beginWriting(connection: Connection): Promise<void> {
  await connection.run("begin");
}

/** Makes what was written since `beginWriting` count. */
export async function commit(connection: Connection): Promise<void> {
  await connection.run("commit");
}

/** Undoes what was written since `beginWriting`. */
export async function rollBack(connection: Connection): Promise<void> {
  await connection.run("rollback");
}

/** Lets nobody change or drop these tables until the transaction ends; everybody goes on reading and writing them. */
export async function lockTables(connection: Connection, names: readonly string[]): Promise<void> {
  if (names.length > 0) await connection.run(`lock table ${names.map(checkName).join(", ")} in access share mode`);
}

/** Drops everything in the hub's schema that is not an extension's. */
export async function dropSchemaContents(connection: Connection): Promise<void> {
  const names = (await listTables(connection)).map(({ name }) => name);
  if (names.length > 0) await connection.run(`drop table ${names.join(", ")} cascade`);
  const left = (await listSequences(connection)).map(({ name }) => checkName(name));
  if (left.length > 0) await connection.run(`drop sequence ${left.join(", ")} cascade`);
  const made = (await connection.rows(functions)).map(({ name }) => name);
  if (made.length > 0) await connection.run(`drop function ${made.join(", ")} cascade`);
}

/** Empties tables, all at once since they refer to each other. */
export async function emptyTables(connection: Connection, names: readonly string[]): Promise<void> {
  await connection.run(`truncate ${names.map(checkName).join(", ")}`);
}

/** Has triggers of these tables sleep, or wakes them: what is restored was told of when it happened. */
export async function setTriggers(connection: Connection, names: readonly string[], on: boolean): Promise<void> {
  for (const name of names) {
    await connection.run(`alter table ${checkName(name)} ${on ? "enable" : "disable"} trigger user`);
  }
}

/** Drops the indexes that no constraint needs, and returns the SQL that makes them again, which is quicker once rows are there. */
export async function takeIndexes(connection: Connection): Promise<string[]> {
  const found = await connection.rows(indexes);
  if (found.length > 0) await connection.run(`drop index ${found.map(({ name }) => checkName(name)).join(", ")}`);
  return found.map(({ definition }) => definition);
}

/** Makes indexes by such SQL, with the memory that sorting so much at once is worth. */
export async function makeIndexes(connection: Connection, definitions: readonly string[]): Promise<void> {
  await connection.run("set local maintenance_work_mem = '256MB'");
  for (const definition of definitions) await connection.run(definition);
}

/** Sets a sequence to where another one stood. */
export async function moveSequence(db: Queryable, { name, lastValue, isCalled }: SequenceFacts): Promise<void> {
  await db.rows(setSequence, [checkName(name), lastValue, isCalled]);
}

/** Lets PostgreSQL look at what the tables hold now, so that its plans fit. */
export async function analyzeTables(connection: Connection, names: readonly string[]): Promise<void> {
  await connection.run(`analyze ${names.map(checkName).join(", ")}`);
}

/** SQL that gives a table's rows as lines. A partitioned table can only be read by a query. */
export function copyOutText({ name, columns }: { name: string; columns: readonly string[] }): string {
  return `copy (select ${columns.map(checkName).join(", ")} from ${checkName(name)}) to stdout`;
}

/** SQL that takes those lines. */
export function copyInText({ name, columns }: { name: string; columns: readonly string[] }): string {
  return `copy ${checkName(name)} (${columns.map(checkName).join(", ")}) from stdin`;
}

/** A name that needs no quotes; anything else never came from our migrations. */
function checkName(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new SetupError(`"${name}" is not a name of the hub's schema`);
  return name;
}

/** A statement that depends on the schema it finds. */
function adHoc<Row>(name: string, text: string): Statement<Row> {
  return { name, text, prepared: false };
}
