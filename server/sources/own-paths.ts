import type { Source } from "./source.ts";

/** A path that belongs to a source, and the key in it; null when its key stands elsewhere. */
export type OwnPath = { source: Source; integrationKey: string | null };

const HOLE = "{integration_key}";
const PUSH_PREFIX = "/event/push/";

/**
 * Finds the source of a path by `paths` of all sources. Throws on a list in which one of them could never be reached, or would be in
 * the way of another.
 */
export function indexPaths(sources: readonly Source[]): (path: string) => OwnPath | null {
  const exact = new Map<string, OwnPath>();
  const holed = new Map<string, { before: string; after: string; source: Source }>();
  for (const source of sources) {
    for (const path of source.paths) {
      checkPath(source, path);
      const other = (exact.get(path) ?? holed.get(path))?.source;
      if (other) throw new Error(`the path ${path} belongs to both ${other.id} and ${source.id}`);
      const [before = "", after] = path.split(HOLE);
      if (after === undefined) exact.set(path, { source, integrationKey: null });
      else holed.set(path, { before, after, source });
    }
  }
  return (path) => {
    const found = exact.get(path);
    if (found) return found;
    for (const { before, after, source } of holed.values()) {
      if (path.length <= before.length + after.length || !path.startsWith(before) || !path.endsWith(after)) continue;
      const integrationKey = path.slice(before.length, path.length - after.length);
      if (!integrationKey.includes("/")) return { source, integrationKey };
    }
    return null;
  };
}

function checkPath(source: Source, path: string): void {
  const wrong = (what: string) => new Error(`the path ${path} of ${source.id} ${what}`);
  if (!/^(\/([\w.-]+|\{integration_key\}))+$/.test(path)) throw wrong("is none");
  if (path.startsWith(PUSH_PREFIX)) throw wrong("is where push paths begin");
  // It would take pages of the console and operations for keys.
  if (path.startsWith(`/${HOLE}`)) throw wrong("begins with the key");
  const holes = path.split(HOLE).length - 1;
  if (holes > 1) throw wrong("holds the key more than once");
  if (holes === 1 && !source.keyIn.includes("path")) throw wrong("holds the key, but keyIn does not say so");
}
