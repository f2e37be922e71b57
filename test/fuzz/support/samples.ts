import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EVENT_STATUSES } from "../../../contract/severity.ts";
import { packageRoot } from "../../../server/base/package-root.ts";
import type { Source } from "../../../server/sources/source.ts";
import type { Samples } from "./body-maker.ts";

/** The bodies that a source is known by: its fixtures, and its own test events over some minutes, firing and recovering. */
export function samplesOf(source: Source, nowMs: number): Samples {
  const folder = join(packageRoot, "server", "sources", source.id, "fixtures");
  const names = readdirSync(folder).filter((name) => !/\.(events|headers)\.json$/.test(name));
  const fixtures = names.toSorted().map((name) => readFileSync(join(folder, name)));
  const minutes = Array.from({ length: 10 }, (_, minute) => nowMs + minute * 60_000);
  const tests = minutes.flatMap((ms) => EVENT_STATUSES.map((status) => Buffer.from(source.sample(status, ms).body)));
  const bodies = [...fixtures, ...tests];
  return { bodies, values: bodies.flatMap(parse).filter((value) => typeof value === "object" && value !== null) };
}

function parse(body: Buffer): unknown[] {
  try {
    return [JSON.parse(body.toString())];
  } catch {
    return [];
  }
}
