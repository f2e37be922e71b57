import { indexPaths, type OwnPath } from "./own-paths.ts";
import type { Source } from "./source.ts";

/** Every alert source, in alphabetical order of ids. A new one is a line here, so its import stands in that line. */
export const SOURCES: readonly Source[] = [
  (await import("./aliyun-prometheus/aliyun-prometheus.ts")).aliyunPrometheus,
  (await import("./elastalert2/elastalert2.ts")).elastalert2,
  (await import("./keep/keep.ts")).keep,
  (await import("./prometheus/prometheus.ts")).prometheus,
  (await import("./standard/standard.ts")).standard,
  (await import("./uptime-kuma/uptime-kuma.ts")).uptimeKuma,
];

const BY_PATH_WORD = indexSources(SOURCES);
const OWN_PATHS = indexPaths(SOURCES);

/** The source a push path's last part names, by id or alias; null when there is none. */
export function findSource(pathWord: string): Source | null {
  return BY_PATH_WORD.get(pathWord) ?? null;
}

/** The source whose own path this is, and the key if the path holds one; null when it is nobody's. */
export function findOwnPath(path: string): OwnPath | null {
  return OWN_PATHS(path);
}

/** The source with this id, such as an integration's `plugin_type`; throws when there is none. */
export function getSource(id: string): Source {
  const source = BY_PATH_WORD.get(id);
  if (source?.id !== id) throw new Error(`no alert source has the id ${id}`);
  return source;
}

/** The source that reads what came to a path with this integration's key; null when the key is for another path. */
export function findReader(pathSource: Source, pluginType: string): Source | null {
  if (pathSource.id === pluginType) return pathSource;
  const own = BY_PATH_WORD.get(pluginType);
  return own?.alsoAt === pathSource.id ? own : null;
}

/** Sources by every path word that reaches them; throws when two claim one word, for then one of them could never be reached. */
export function indexSources(sources: readonly Source[]): ReadonlyMap<string, Source> {
  const index = new Map<string, Source>();
  for (const source of sources) {
    for (const word of [source.id, ...source.aliases]) {
      const other = index.get(word);
      if (other !== undefined) throw new Error(`the path word ${word} belongs to both ${other.id} and ${source.id}`);
      index.set(word, source);
    }
  }
  return index;
}
