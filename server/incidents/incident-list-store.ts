import { columns } from "../storage/columns.ts";
import { type Statement, statement } from "../storage/statement.ts";
import {
  NEWEST_READ,
  newestRead,
  TITLE_WAYS,
  type TitleWay,
  titleCondition,
  titleHas,
  titlesHaving,
} from "../titles/title-store.ts";
import { INCIDENT_COLUMNS, type Incident } from "./incident.ts";

/** An incident with the labels of its first alert, and what the wire shows of its channel; empty where it has none. */
export type ListedIncident = Incident & { labels: Record<string, string>; channelName: string; channelStatus: string };

/** What a list of incidents `n` shows, and the joins it takes. */
export const COLUMNS = `${columns(INCIDENT_COLUMNS).select("n")}, coalesce(c.channel_name, '') as "channelName",
  coalesce(c.status, '') as "channelStatus", coalesce(f.labels, '{}') as labels`;
export const NAMES = `left join channel c on c.channel_id = n.channel_id
  left join alert f on f.alert_id = n.first_alert_id`;

/** People read out the last six digits of an id. */
export const NUM = "upper(right(n.incident_id, 6))";

const filter = (people: string) => `n.start_time between $3 and $4
  and ($5::text[] is null or n.incident_id = any($5))
  and ($6::text[] is null or ${NUM} = any($6))
  and ($7::text[] is null or n.progress = any($7))
  and ($8::text[] is null or n.severity = any($8))
  and ($9::bigint[] is null or n.channel_id = any($9))
  and ($10::bigint[] is null or n.creator_id = any($10))
  and ($11::bigint[] is null or n.closer_id = any($11))
  and ($12::boolean is null or n.ever_muted = $12)
  and ($13::boolean is distinct from true or (n.snoozed_before > 0 and n.snoozed_before > $14::bigint))
  and ($13 is distinct from false or n.snoozed_before <= $14)
  and n.channel_id <> all($16::bigint[])
  and ${people}`;

// Who works on an incident stands in a table of its own. Only a condition of its own lets the planner start from there, which it
// must where a person has few incidents; `or $17 is null` would hide it.
const RESPONDS = "n.incident_id in (select r.incident_id from responder r where r.person_id = any($17::bigint[]))";
const HOLDS = `n.incident_id in (select r.incident_id from responder r
  where r.person_id = any($18::bigint[]) and r.acknowledged_time > 0)`;
const PEOPLE = {
  anyone: "$17::bigint[] is null and $18::bigint[] is null",
  responders: `${RESPONDS} and $18::bigint[] is null`,
  ackers: `$17::bigint[] is null and ${HOLDS}`,
  both: `${RESPONDS} and ${HOLDS}`,
} as const;
/** By which of the people who work on incidents a search filters. */
export type People = keyof typeof PEOPLE;

// Ids tell when an incident was opened, so the window is a range of ids from $1 to before $2. What was opened long after it
// started may lie outside; such incidents are few and have their own index.
const RANGES = ["n.incident_id >= $2 and n.is_late", "n.incident_id >= $1 and n.incident_id < $2"];
const IN_IDS = RANGES.map((range) => `(${range})`).join(" or ");

type Direction = "asc" | "desc";
const PAGE = "$21::integer + $22::integer";
const READ = `${NEWEST_READ} + 2 * (${PAGE})`;
const HAS_TITLE = `(${titleHas("n", "$15")} or ${NUM} = $19::text)`;

/** Titles that have the text, and those of incidents whose number the text is. */
const titled = (next: number) => `(select title_hash, true as has_text from ${titlesHaving("$15", next)} t
  union all select n.title_hash, false from incident n where ${NUM} = $19::text)`;
/** The incidents of a title, apart: with other conditions beside it the planner would ask their indexes anew for each title. */
const OF_TITLE =
  "(select n.* from incident n where n.title_hash = t.title_hash order by n.incident_id desc offset 0) n";
const BY_TITLE_OR_NUM = `case when t.has_text then true else ${NUM} = $19 and not ${titleHas("n", "$15")} end`;

const partsOf = (what: string, way: TitleWay, where: string, tail: string) => {
  const condition = titleCondition(way, "n", "$15");
  const asked =
    way === "named" ? `(${condition} or ${NUM} = $19::text)` : `${condition} and ($19::text is null or true)`;
  return RANGES.map(
    (range) => `(select ${what} from incident n where ${range} and ${where} and ${asked} ${tail})`,
  ).join(" union all ");
};

/** Rows are read whole only once they are known to be on the page. */
const KEYS = "n.incident_id, n.title_hash";
const whole = (keys: string) => `(select n.* from (${keys}) k join incident n using (incident_id)) n`;

const listIn = (people: People, way: TitleWay, direction: Direction) => {
  const by = `order by n.incident_id ${direction}`;
  const past = `($20::text is null or n.incident_id ${direction === "desc" ? "<" : ">"} $20)`;
  const where = `${filter(PEOPLE[people])} and ${past}`;
  if (way === "newest") {
    const rows = {
      sql: `select n.* from (${partsOf(KEYS, way, where, `${by} limit ${READ}`)}) n ${by}`,
      read: READ,
      wanted: PAGE,
    };
    return `with ${newestRead("n", HAS_TITLE, rows)},
      found as materialized (select n.incident_id from read n where (select is_worth from looked) and ${HAS_TITLE} ${by} limit $21 offset $22)
      select ${COLUMNS}, looked.is_whole from looked left join ${whole("table found")} on true ${NAMES} ${by}`;
  }
  const keys =
    way === "titled"
      ? `select n.* from ${titled(23)} t, lateral (
           select ${KEYS} from ${OF_TITLE} where ${BY_TITLE_OR_NUM} and (${IN_IDS}) and ${where} ${by} limit ${PAGE}) n`
      : partsOf(KEYS, way, where, `${by} limit ${PAGE}`);
  return `select ${COLUMNS}, true as is_whole from ${whole(`select n.incident_id from (${keys}) n ${by} limit $21 offset $22`)}
    ${NAMES} ${by}`;
};

const countIn = (people: People, way: TitleWay) => {
  const where = filter(PEOPLE[people]);
  const by = "order by n.incident_id desc limit";
  const read = `${NEWEST_READ} + 2 * $20::integer`;
  if (way === "newest") {
    const rows = { sql: `select n.* from (${partsOf(KEYS, way, where, `${by} ${read}`)}) n`, read, wanted: "$20" };
    return `with ${newestRead("n", HAS_TITLE, rows)}
      select case when is_worth then (select count(*) from (select from read n where ${HAS_TITLE} limit $20) x) else 0 end as total,
             is_whole from looked`;
  }
  const rows =
    way === "titled"
      ? `select from ${titled(21)} t, lateral (select from ${OF_TITLE} where ${BY_TITLE_OR_NUM} and (${IN_IDS}) and ${where} limit $20) n`
      : partsOf("", way, where, `${by} $20`);
  return `select count(*) as total, true as is_whole from (select from (${rows}) n limit $20) x`;
};

/** Incidents that were found; not whole when there may be more than were looked at. */
type Found = ListedIncident & { is_whole: boolean };
type Search = Record<Direction, Statement<Found>> & { count: Statement<{ total: number; is_whole: boolean }> };

const searches = new Map<string, Search>();
for (const people of ["anyone", "responders", "ackers", "both"] as const) {
  for (const way of TITLE_WAYS) {
    const name = `${people}-title-${way}`;
    searches.set(`${people} ${way}`, {
      asc: statement(`incident.list-${name}-asc`, listIn(people, way, "asc"), { prepared: false }),
      desc: statement(`incident.list-${name}-desc`, listIn(people, way, "desc"), { prepared: false }),
      count: statement(`incident.count-${name}`, countIn(people, way), { prepared: false }),
    });
  }
}

/**
 * The statements of a search by some people. Values of the lists: 19 of the filter, cursor, limit, offset, then those of the title; of
 * the count: the filter, the limit, then those of the title.
 */
export function incidentSearchStatements(people: People, way: TitleWay): Search {
  const found = searches.get(`${people} ${way}`);
  if (!found) throw new Error(`incidents cannot be searched by ${people}`);
  return found;
}
