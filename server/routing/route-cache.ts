import type { CompiledRoute } from "./compiled-route.ts";

const ROUTES_MAX = 500;

/** Routes that were read before, by integration and version: an edit makes another version and so holds at once (P10). */
export type RouteCache = {
  find(integrationId: number, version: number): CompiledRoute | null;
  keep(integrationId: number, route: CompiledRoute): void;
};

/** Keeps the latest version of each integration's route, and forgets the one that was kept first when there are too many. */
export function createRouteCache(routesMax = ROUTES_MAX): RouteCache {
  const kept = new Map<number, CompiledRoute>();
  return {
    find: (integrationId, version) => {
      const route = kept.get(integrationId);
      return route?.version === version ? route : null;
    },
    keep: (integrationId, route) => {
      kept.delete(integrationId);
      kept.set(integrationId, route);
      const [first] = kept.keys();
      if (kept.size > routesMax && first !== undefined) kept.delete(first);
    },
  };
}
