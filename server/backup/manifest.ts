import { z } from "zod";
import { DamagedBackup } from "./damaged-backup.ts";

/** The version of the file's layout. A hub reads this one; what a later layout needs is said by the hub that wrote it. */
export const FORMAT = 1;

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.int().nonnegative();

const backedTable = z.object({
  name,
  columns: z.array(name).min(1),
  rows: count,
  /** The days of its partitions, `YYYY-MM-DD`; null when it has none. */
  days: z.array(z.iso.date()).nullable(),
});

const manifest = z.object({
  format: z.literal(FORMAT),
  /** Version of the hub that wrote it. */
  tocsin: z.string(),
  /** The latest migration of the schema that the rows fit. */
  migration: z.int().positive(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** In an order in which foreign keys hold. */
  tables: z.array(backedTable).min(1),
  sequences: z.array(z.object({ name, lastValue: z.int(), isCalled: z.boolean() })),
  leftOut: z.array(z.object({ name, because: z.string() })),
});

/** The first entry of a backup: what is in it. */
export type Manifest = z.output<typeof manifest>;

/** One table of a backup. */
export type BackedTable = Manifest["tables"][number];

/** Reads the first entry; says what is wrong when this hub cannot restore the file. */
export function readManifest(bytes: Buffer): Manifest {
  const parsed = manifest.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  const format = z.object({ format: z.int() }).safeParse(parseJson(bytes));
  if (format.success && format.data.format !== FORMAT) {
    throw new DamagedBackup(
      `it has format ${format.data.format}, this hub reads format ${FORMAT}: restore it with the version that made it`,
    );
  }
  const [issue] = parsed.error.issues;
  throw new DamagedBackup(`its manifest is wrong at "${issue?.path.join(".")}": ${issue?.message}`);
}

/** The manifest as the bytes of its entry. */
export function renderManifest(written: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(written, null, 1)}\n`);
}

/** How many rows all tables hold together. */
export function totalRows({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
