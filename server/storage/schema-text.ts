import type { Queryable } from "./database.ts";
import { statement } from "./statement.ts";

/** Where the schema stands as text, from the root of the package. */
export const SCHEMA_FILE = "docs/reference/schema.sql";

/** What writes it anew, from the root of the package. */
export const SCHEMA_COMMAND = "npm run schema-reference";

type TableRow = { name: string; unlogged: boolean; partitionedBy: string | null; options: string[] | null };

type PartRow = { table: string | null; text: string };

// Partitions are like their parent, and as many as there are days.
const tables = statement<TableRow>(
  "schema.tables",
  `select c.relname as name, c.relpersistence = 'u' as unlogged, pg_get_partkeydef(c.oid) as "partitionedBy",
          c.reloptions as options
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname collate "C"`,
);
const columns = statement<PartRow>(
  "schema.columns",
  `select c.relname as table, concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then 'not null' end,
            case when a.attidentity <> '' then 'generated as identity' end,
            case when a.attgenerated <> '' then 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                 when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end,
            case when a.attstorage <> t.typstorage then 'storage ' || (case a.attstorage
                 when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end) end) as text
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
    order by a.attrelid, a.attnum`,
);
// From 18 on PostgreSQL lists "not null" among the constraints; here it stands with its column.
const constraints = statement<PartRow>(
  "schema.constraints",
  `select c.relname as table, 'constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) as text
     from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition and k.contype in ('c', 'f', 'p', 'u', 'x')
    order by k.contype = 'p' desc, k.conname collate "C"`,
);
const indexes = statement<PartRow>(
  "schema.indexes",
  `select c.relname as table, pg_get_indexdef(i.indexrelid) as text
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    order by x.relname collate "C"`,
);
const triggers = statement<PartRow>(
  "schema.triggers",
  `select c.relname as table, pg_get_triggerdef(t.oid) as text
     from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition and not t.tgisinternal
    order by t.tgname collate "C"`,
);
const sequences = statement<PartRow>(
  "schema.sequences",
  `select null::text as table, format('create sequence %I as %s start with %s increment by %s cache %s', s.sequencename, s.data_type,
            s.start_value, s.increment_by, s.cache_size) as text
     from pg_sequences s where s.schemaname = 'public' order by s.sequencename collate "C"`,
);
const functions = statement<PartRow>(
  "schema.functions",
  `select null::text as table, rtrim(pg_get_functiondef(p.oid), E'\\n') as text
     from pg_proc p where p.pronamespace = 'public'::regnamespace order by p.proname collate "C"`,
);

/** The schema of a database as text: sequences, functions, then each table with its columns, constraints, indexes and triggers. */
export async function readSchema(db: Queryable): Promise<string> {
  const found = await db.rows(tables);
  const parts = {
    columns: await db.rows(columns),
    constraints: await db.rows(constraints),
    indexes: await db.rows(indexes),
    triggers: await db.rows(triggers),
  };
  const free = [...(await db.rows(sequences)), ...(await db.rows(functions))].map(({ text }) => `${text};\n`);
  const head = `-- Written by \`${SCHEMA_COMMAND}\` from a database with all migrations of server/storage/migrations/. Daily partitions are left out.\n`;
  return [head, ...free, ...found.map((table) => renderTable(table, parts))].join("\n");
}

type Parts = Record<"columns" | "constraints" | "indexes" | "triggers", readonly PartRow[]>;

function renderTable({ name, unlogged, partitionedBy, options }: TableRow, parts: Parts): string {
  const of = (rows: readonly PartRow[]) => rows.filter(({ table }) => table === name).map(({ text }) => text);
  const body = [...of(parts.columns), ...of(parts.constraints)].map((text) => `  ${text}`).join(",\n");
  const how = [partitionedBy && ` partition by ${partitionedBy}`, options && ` with (${options.join(", ")})`].join("");
  const table = `create ${unlogged ? "unlogged " : ""}table ${name} (\n${body}\n)${how};`;
  return `${[table, ...[...of(parts.indexes), ...of(parts.triggers)].map((text) => `${text};`)].join("\n")}\n`;
}
