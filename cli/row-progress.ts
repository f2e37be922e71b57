import cliProgress from "cli-progress";
import { type Manifest, totalRows } from "../server/backup/manifest.ts";
import type { Part } from "../server/backup/write-backup.ts";

/** Rows that go through, as a person follows them. */
export type RowProgress = { begin(manifest: Manifest): void; show(part: Part): void; end(): void };

type Tally = { table: string; rows: number; bytes: number };

const FORMAT = "{doing} {bar} {percentage}% | {rows} rows | {size} | {table}";

/** A bar on a terminal, then a line for each table; elsewhere each table's line as soon as it is through. */
export function createRowProgress(doing: string, isTerminal: boolean, print: (line: string) => void): RowProgress {
  const tallies: Tally[] = [];
  let printed = 0;
  const printUntil = (count: number) => {
    for (; printed < count; printed += 1) print(lineOf(tallies[printed] ?? { table: "", rows: 0, bytes: 0 }));
  };
  const bar = isTerminal
    ? new cliProgress.SingleBar(
        { format: FORMAT, hideCursor: true, gracefulExit: false },
        cliProgress.Presets.shades_classic,
      )
    : null;
  let rows = 0;
  let bytes = 0;
  return {
    begin: (manifest) => bar?.start(totalRows(manifest), 0, { doing, rows: "0", size: sizeOf(0), table: "" }),
    show: (part) => {
      rows += part.rows;
      bytes += part.bytes;
      addTo(tallies, part);
      bar?.update(rows, { doing, rows: countOf(rows), size: sizeOf(bytes), table: part.table.name });
      if (!bar) printUntil(tallies.length - 1);
    },
    end: () => {
      bar?.stop();
      printUntil(tallies.length);
    },
  };
}

/** A size in bytes for people: 1.5 MB. */
export function sizeOf(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1_000)));
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A count for people: 1,000,000. */
export function countOf(count: number): string {
  return count.toLocaleString("en");
}

function addTo(tallies: Tally[], { table, rows, bytes }: Part): void {
  const last = tallies.at(-1);
  if (last?.table === table.name) {
    last.rows += rows;
    last.bytes += bytes;
  } else {
    tallies.push({ table: table.name, rows, bytes });
  }
}

function lineOf({ table, rows, bytes }: Tally): string {
  return `  ${table.padEnd(22)} ${countOf(rows).padStart(13)} rows ${sizeOf(bytes).padStart(10)}`;
}
