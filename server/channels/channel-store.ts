import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { randomHex } from "../base/ids.ts";
import { changeConfig } from "../edits/config-version-store.ts";
import { nextEntityId } from "../people/account-store.ts";
import { checkTeams } from "../people/team-store.ts";
import { type Database, type Queryable, violatedConstraint } from "../storage/database.ts";
import { sortedStatements } from "../storage/sorted.ts";
import { statement } from "../storage/statement.ts";

/** A channel as it is stored, with the counters the wire shows. Times are Unix seconds. */
export type ChannelRow = {
  channel_id: number;
  team_id: number;
  managing_team_ids: number[];
  creator_id: number;
  channel_name: string;
  description: string;
  status: "enabled" | "disabled" | "deleted";
  deleted_at: number;
  created_at: number;
  updated_at: number;
  auto_resolve_timeout: number;
  auto_resolve_mode: "trigger" | "update";
  is_private: boolean;
  disable_outlier_detection: boolean;
  disable_auto_close: boolean;
  group: Stored | null;
  flapping: Stored | null;
  triggered: number;
  processing: number;
  highest_severity: "Critical" | "Warning" | "Info" | "";
  last_incident_at: number;
  is_external_report_enabled: boolean;
  external_report_token: string;
};

/** A setting kept as it was sent. */
type Stored = Record<string, unknown>;

const COLUMNS = `c.channel_id, c.team_id, array_to_json(c.managing_team_ids) as managing_team_ids, c.creator_id, c.channel_name,
  c.description, c.status, c.deleted_at, c.created_at, c.updated_at, c.auto_resolve_timeout, c.auto_resolve_mode, c.is_private,
  c.disable_outlier_detection, c.disable_auto_close, c.grouping as "group", c.flapping, c.is_external_report_enabled,
  c.external_report_token`;

/** Open incidents are counted up to 1000, so that a storm does not slow the list of channels down. */
const countOf = (progress: string, since: string) => `(select count(*) from (select from incident i
  where i.channel_id = c.channel_id and i.progress = '${progress}' and i.incident_id >= ${since} limit 1000) x)`;
const hasOpen = (severity: string) => `exists (select from incident i
  where i.channel_id = c.channel_id and i.progress in ('Triggered', 'Processing') and i.severity = '${severity}')`;
const LAST_INCIDENT = `coalesce((select i.created_at from incident i where i.channel_id = c.channel_id
  order by i.incident_id desc limit 1), 0)`;
const NO_COUNTERS = "0 as triggered, 0 as processing, '' as highest_severity, 0 as last_incident_at";

const counters = (
  since: string,
) => `${countOf("Triggered", since)} as triggered, ${countOf("Processing", since)} as processing,
  case when ${hasOpen("Critical")} then 'Critical' when ${hasOpen("Warning")} then 'Warning'
       when ${hasOpen("Info")} then 'Info' else '' end as highest_severity,
  ${LAST_INCIDENT} as last_incident_at`;

const find = statement<ChannelRow>(
  "channel.find",
  `select ${COLUMNS}, ${counters("$2")} from channel c
    where c.channel_id = $1 and c.status <> 'deleted' and c.channel_id <> all($3::bigint[])`,
);

const FILTER = `from channel c where c.status <> 'deleted'
  and ($1::bigint[] is null or c.channel_id = any($1))
  and ($2::bigint[] is null or c.team_id = any($2))
  and ($3::bigint[] is null or c.team_id = any($3))
  and ($4::bigint[] is null or case when c.managing_team_ids = '{}' then c.team_id = any($4) else c.managing_team_ids && $4 end)
  and ($5::text is null or c.channel_name = $5)
  and ($6::text is null or strpos(lower(c.channel_name), lower($6)) > 0)
  and c.channel_id <> all($7::bigint[])`;

const SORT_KEYS = {
  created_at: "c.created_at",
  updated_at: "c.updated_at",
  channel_name: "c.channel_name",
  last_incident_at: LAST_INCIDENT,
};
type SortKey = keyof typeof SORT_KEYS;

const listFull = sortedStatements<ChannelRow, SortKey>(
  "channel.list",
  SORT_KEYS,
  "c.channel_id",
  (orderBy) => `select ${COLUMNS}, ${counters("$8")} ${FILTER} order by ${orderBy} limit $9 offset $10`,
);

const listBrief = sortedStatements<ChannelRow, SortKey>(
  "channel.list-brief",
  SORT_KEYS,
  "c.channel_id",
  (orderBy) => `select ${COLUMNS}, ${NO_COUNTERS} ${FILTER} order by ${orderBy} limit $8 offset $9`,
);

const count = statement<{ total: number }>("channel.count", `select count(*) as total ${FILTER}`, { prepared: false });

const names = statement<{ channel_id: number; channel_name: string; status: "enabled" | "disabled" }>(
  "channel.names",
  `select channel_id, channel_name, status from channel
    where channel_id = any($1::bigint[]) and status <> 'deleted' and channel_id <> all($2::bigint[])`,
);

const insert = statement(
  "channel.insert",
  `insert into channel (channel_id, channel_name, description, status, team_id, managing_team_ids, creator_id, is_private,
     auto_resolve_timeout, auto_resolve_mode, disable_auto_close, disable_outlier_detection, is_external_report_enabled,
     external_report_token, grouping, flapping, created_at, updated_at)
   values ($1, $2, $3, 'enabled', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)`,
);

const existing = statement<{ channel_id: number }>(
  "channel.existing",
  `select channel_id from channel
    where channel_id = any($1::bigint[]) and status <> 'deleted' and channel_id <> all($2::bigint[]) order by 1 for key share`,
);

/** For whom to read: what is hidden from them, and the id before which an incident is too old to be counted. */
export type ChannelReading = { hiddenChannelIds: readonly number[]; sinceId: string };

/** A channel that is neither deleted nor hidden, or null. */
export function findChannel(db: Queryable, channelId: number, reading: ChannelReading): Promise<ChannelRow | null> {
  return db.find(find, [channelId, reading.sinceId, reading.hiddenChannelIds]);
}

/** What to list; null filters nothing. */
export type ChannelSearch = {
  channelIds: readonly number[] | null;
  teamIds: readonly number[] | null;
  /** Channels owned by one of these teams. */
  myTeamIds: readonly number[] | null;
  /** Channels these teams manage: the managing teams, or the owning one where there are none. */
  managedByTeamIds: readonly number[] | null;
  channelName: string | null;
  query: string | null;
  isBrief: boolean;
  orderby: SortKey;
  asc: boolean;
  limit: number;
  offset: number;
};

/** A page of channels and how many there are in all. */
export async function listChannels(
  db: Queryable,
  search: ChannelSearch,
  { sinceId, hiddenChannelIds }: ChannelReading,
): Promise<{ items: ChannelRow[]; total: number }> {
  const { channelIds, teamIds, myTeamIds, managedByTeamIds, channelName, query, orderby, asc, limit, offset } = search;
  const filter = [channelIds, teamIds, myTeamIds, managedByTeamIds, channelName, query, hiddenChannelIds];
  const items = search.isBrief
    ? await db.rows(listBrief(orderby, asc), [...filter, limit, offset])
    : await db.rows(listFull(orderby, asc), [...filter, sinceId, limit, offset]);
  return { items, total: (await db.find(count, filter))?.total ?? 0 };
}

/** Name and status of channels that are neither deleted nor hidden. */
export function listChannelNames(db: Queryable, channelIds: readonly number[], hiddenChannelIds: readonly number[]) {
  return db.rows(names, [channelIds, hiddenChannelIds]);
}

/** Refuses ids of channels that do not exist, or are hidden. Those that do exist stay while the transaction runs. */
export async function checkChannels(
  tx: Queryable,
  channelIds: readonly number[],
  hiddenChannelIds: readonly number[],
): Promise<void> {
  if (channelIds.length === 0) return;
  const found = new Set((await tx.rows(existing, [channelIds, hiddenChannelIds])).map((row) => row.channel_id));
  const missing = channelIds.find((id) => !found.has(id));
  if (missing !== undefined) throw missingChannel(missing);
}

/** The refusal of an id that names no channel. */
export function missingChannel(channelId: number): Refusal {
  return new Refusal("ResourceNotFound", say("no_channel", { id: channelId }));
}

/** The refusal of a name that another channel has. */
export function nameTaken(channelName: string): Refusal {
  return new Refusal("InvalidParameter", sayOf("channel_name", "already_taken", { wanted: channelName }));
}

/** A channel to be made. */
export type NewChannel = {
  channelName: string;
  description: string;
  teamId: number;
  managingTeamIds: readonly number[];
  isPrivate: boolean;
  autoResolveTimeout: number;
  autoResolveMode: "trigger" | "update";
  disableAutoClose: boolean;
  disableOutlierDetection: boolean;
  isExternalReportEnabled: boolean;
  group: Stored | null;
  flapping: Stored | null;
};

/** Makes a channel. The token of external reports is empty unless they are enabled. */
export async function insertChannel(
  db: Database,
  channel: NewChannel,
  creatorId: number,
  nowMs: number,
): Promise<{ channelId: number; externalReportToken: string }> {
  const channelId = await nextEntityId(db);
  const externalReportToken = channel.isExternalReportEnabled ? randomHex(16) : "";
  const values = [
    channelId,
    channel.channelName,
    channel.description,
    channel.teamId,
    channel.managingTeamIds,
    creatorId,
    channel.isPrivate,
    channel.autoResolveTimeout,
    channel.autoResolveMode,
    channel.disableAutoClose,
    channel.disableOutlierDetection,
    channel.isExternalReportEnabled,
    externalReportToken,
    channel.group === null ? null : JSON.stringify(channel.group),
    channel.flapping === null ? null : JSON.stringify(channel.flapping),
    toSeconds(nowMs),
  ];
  try {
    await changeConfig(db, null, async (tx) => {
      await checkTeams(tx, [channel.teamId, ...channel.managingTeamIds]);
      await tx.rows(insert, values);
    });
  } catch (error) {
    throw violatedConstraint(error) === "channel_name_taken" ? nameTaken(channel.channelName) : error;
  }
  return { channelId, externalReportToken };
}
