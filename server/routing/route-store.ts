import type { SavedRoute } from "../../contract/operations/route.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { checkChannels } from "../channels/channel-store.ts";
import { changeConfig } from "../edits/config-version-store.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import type { RouteCase } from "./route.ts";

/** What people save of a route, in the shape in which it was sent. */
export type RouteDraft = {
  cases: readonly RouteCase[];
  sections: readonly { name: string; position: number }[];
  default: { channel_ids?: readonly number[] | null | undefined } | null;
};

/** A route as it is stored. It passed the contract then: reading 10,000 cases again would take 50 ms. Times are Unix seconds. */
export type RouteRow = SavedRoute & {
  integration_id: number;
  version: number;
  creator_id: number;
  updated_by: number;
  created_at: number;
  updated_at: number;
};

/** Of routes in one answer: the thread that writes it takes pushes too, and 4 MiB keep it for 50 ms. */
const ROUTES_BYTES_MAX = 4 * 1024 * 1024;

const listByIds = statement<RouteRow>(
  "route.list",
  `select r.integration_id, r.cases, r.sections, r.default_route as "default", r.version, r.creator_id, r.updated_by, r.created_at,
          r.updated_at
     from route r join integration i using (integration_id)
    where r.integration_id = any($1::bigint[]) and i.status <> 'deleted' order by r.integration_id`,
);

/** Saves of one integration's route go one after the other: its row is there before the route is. */
const lockIntegration = statement<{ isShared: boolean }>(
  "route.lock-integration",
  `select channel_id is null as "isShared" from integration where integration_id = $1 and status <> 'deleted' for no key update`,
);

/** A statement of its own, so that it sees what was saved while the lock was waited for. */
const readVersion = statement<{ version: number }>(
  "route.version",
  "select version from route where integration_id = $1",
);

// Lists may be null, which JSON path reads as a list of one null.
const listNamed = statement<{ channelId: number }>(
  "route.named-channels",
  `select id::bigint as "channelId" from route r, jsonb_path_query(
       jsonb_build_array(r.cases, r.default_route), '$[*][*].channel_ids[*] ? (@.type() == "number")') id
    where r.integration_id = $1`,
);

const upsert = statement(
  "route.upsert",
  `with saved as (
     insert into route as r (integration_id, cases, sections, default_route, version, creator_id, updated_by, created_at, updated_at)
     values ($1, $2, $3, $4, 1, $5, $5, $6, $6)
     on conflict (integration_id) do update set cases = $2, sections = $3, default_route = $4, version = r.version + 1,
       updated_by = $5, updated_at = $6
     returning version
   ), known as (
     update integration set rules_version = rules_version + 1 where integration_id = $1
   )
   insert into route_version (integration_id, version, cases, sections, default_route, updated_by, updated_at)
   select $1, version, $2, $3, $4, $5, $6 from saved`,
);

const ROUTE_BYTES = "octet_length(cases::text) + octet_length(sections::text)";

const sumBytes = statement<{ bytes: number | null }>(
  "route.bytes",
  `select sum(${ROUTE_BYTES})::bigint as bytes from route where integration_id = any($1::bigint[])`,
);

/** Past so many bytes the versions of a page come without what they hold; the first one is always whole. */
const versions = (order: "asc" | "desc") =>
  statement<RouteVersionRow>(
    `route.versions-${order}`,
    `with page as (
       select * from route_version where integration_id = $1 order by version ${order} limit $2 offset $3
     ), sized as (
       select *, row_number() over upto = 1 or sum(${ROUTE_BYTES}) over upto <= $4 as whole
         from page window upto as (order by version ${order} rows unbounded preceding)
     )
     select case when whole then cases else '[]' end as cases, case when whole then sections else '[]' end as sections,
            case when whole then default_route end as "default", not whole as is_cut, version, updated_by, updated_at
       from sized order by version ${order}`,
  );
const oldestFirst = versions("asc");
const newestFirst = versions("desc");

/** A kept version of a route, as it was saved. */
export type RouteVersionRow = SavedRoute &
  Pick<RouteRow, "version" | "updated_by" | "updated_at"> & { is_cut: boolean };

/** A page of the versions of a route, and how many there are: they are numbered without gaps. */
export async function listRouteVersions(
  db: Queryable,
  integrationId: number,
  { asc, limit, offset }: { asc: boolean; limit: number; offset: number },
): Promise<{ rows: RouteVersionRow[]; total: number }> {
  const rows = await db.rows(asc ? oldestFirst : newestFirst, [integrationId, limit, offset, ROUTES_BYTES_MAX]);
  return { rows, total: (await db.find(readVersion, [integrationId]))?.version ?? 0 };
}

/** The routes of these integrations; those that have none or are deleted are left out. Refuses several that are too much at once. */
export async function listRoutesByIds(db: Queryable, integrationIds: readonly number[]): Promise<RouteRow[]> {
  if (integrationIds.length > 1) {
    const bytes = (await db.find(sumBytes, [integrationIds]))?.bytes ?? 0;
    if (bytes > ROUTES_BYTES_MAX) {
      const expected = say("routes_at_most", { bound: say("bytes", { count: ROUTES_BYTES_MAX }) });
      const got = say("bytes", { count: bytes });
      throw new Refusal("InvalidParameter", sayOf("integration_ids", "expected", { expected, got }));
    }
  }
  return db.rows(listByIds, [integrationIds]);
}

/** Writes a route as the next version. `now` is Unix seconds. */
export async function saveRoute(
  tx: Queryable,
  integrationId: number,
  draft: RouteDraft,
  byPersonId: number,
  now: number,
): Promise<void> {
  const parts = [draft.cases, draft.sections].map((part) => JSON.stringify(part));
  const fallback = draft.default === null ? null : JSON.stringify(draft.default);
  await tx.rows(upsert, [integrationId, ...parts, fallback, byPersonId, now]);
}

/** Who saves a route, and when. */
export type RouteEditor = { personId: number; hiddenChannelIds: readonly number[]; nowMs: number };

/**
 * Replaces the route of a shared integration. `seenVersion` is the one the caller has read, and another one since then is refused;
 * 0 replaces whatever is there.
 */
export async function replaceRoute(
  db: Database,
  integrationId: number,
  draft: RouteDraft,
  seenVersion: number,
  { personId, hiddenChannelIds, nowMs }: RouteEditor,
): Promise<void> {
  await changeConfig(db, integrationId, async (tx) => {
    const found = await tx.find(lockIntegration, [integrationId]);
    if (!found) throw new Refusal("ResourceNotFound", say("no_integration", { id: integrationId }));
    if (!found.isShared) {
      throw new Refusal("InvalidParameter", sayOf("integration_id", "private_no_route"));
    }
    const version = (await tx.find(readVersion, [integrationId]))?.version ?? 0;
    if (seenVersion > 0 && seenVersion !== version) {
      throw new Refusal("VersionConflict", say("route_moved_on", { version, seen: seenVersion }));
    }
    await checkChannels(tx, channelsOf(draft), await hiddenAndNew(tx, integrationId, hiddenChannelIds));
    await saveRoute(tx, integrationId, draft, personId, toSeconds(nowMs));
  });
}

/** What a route names already may stay in it, although who edits it cannot see it: an edit must not cut others off. */
async function hiddenAndNew(tx: Queryable, integrationId: number, hiddenIds: readonly number[]) {
  if (hiddenIds.length === 0) return [];
  const named = new Set((await tx.rows(listNamed, [integrationId])).map(({ channelId }) => channelId));
  return hiddenIds.filter((id) => !named.has(id));
}

function channelsOf(draft: RouteDraft): number[] {
  const named = draft.cases.flatMap((one) => one.channel_ids ?? []);
  return [...new Set([...named, ...(draft.default?.channel_ids ?? [])])];
}
