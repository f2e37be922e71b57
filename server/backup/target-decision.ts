import type { ConnectedHub } from "./backup-store.ts";
import { LEFT_OUT } from "./left-out.ts";

/** What stands in the database that a backup is to be restored into. */
export type Target = {
  /** All tables of the schema. */
  tables: readonly string[];
  /** Those that have rows. */
  filled: readonly string[];
  hubs: readonly ConnectedHub[];
};

/** What a hub and its migrations write before anybody has used it. */
const WRITTEN_AT_START = new Set(["account", "config_version", "lane", "one_time_link"]);

/** Whether a database may take a backup. `replace`: whoever restores said that what is there may go. */
export function decideTarget(
  target: Target,
  replace: boolean,
): { verdict: "restore" } | { verdict: "refused"; because: string } {
  const { tables, hubs } = target;
  if (hubs.length > 0) {
    const who = hubs.map(({ name, address }) => (address ? `${name} from ${address}` : name)).join(", ");
    return refused(`a hub works on this database (${who}): stop it first`);
  }
  if (tables.length > 0 && !tables.includes("schema_migration")) {
    return refused(`the database holds tables of something else (${some(tables)}): name an empty one`);
  }
  const used = target.filled.filter((name) => !WRITTEN_AT_START.has(name) && !(name in LEFT_OUT));
  if (used.length > 0 && !replace) {
    return refused(`the database is in use, it has rows in ${some(used)}: --replace removes all it holds`);
  }
  return { verdict: "restore" };
}

function refused(because: string): { verdict: "refused"; because: string } {
  return { verdict: "refused", because };
}

function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
