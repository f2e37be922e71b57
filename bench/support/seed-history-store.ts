import { utcDay } from "../../server/base/clock.ts";
import type { Database } from "../../server/storage/database.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { statement } from "../../server/storage/statement.ts";
import { noteTitles } from "../../server/titles/title-store.ts";

/**
 * A history evenly spread over its days: half of it in one channel, 2 % long-lived, 1 in 10 critical, 1 in 20,000 `Info`. Every other
 * alert has a title of its own, the others share some thousands.
 */
export type History = {
  rows: number;
  days: number;
  channelIds: readonly number[];
  integrationId: number;
  nowSeconds: number;
};

const ROWS = `select i, ($2::bigint - ($1::bigint - i) * $3::bigint * 86400 / $1)::bigint as t,
       ($4::bigint[])[case when i % 2 = 0 then 1 else 2 + i % (array_length($4, 1) - 1) end] as channel,
       case when i % 50 = 0 then 259200 + i % 20 * 86400 else i % 3600 end as life,
       case when i % 20011 = 0 then 'Info' when i % 10 = 0 then 'Critical' else 'Warning' end as severity,
       i > $1 - 2000 or i % 5003 = 0 as is_open
  from generate_series($6::bigint, $7::bigint) i`;
const id = (kind: number) => `lpad(to_hex(t), 8, '0') || '000000000${kind}' || lpad(to_hex(i % 16777216), 6, '0')`;
const SHARED_TITLES = 5_000;
const TITLE = `'CPU usage of host web-' || case when i % 2 = 0 then i % ${SHARED_TITLES} else i end || ' is high / prod'`;
const TEXT = "repeat('a description of it. ', 10)";
const LABELS = `jsonb_build_object('check', 'cpu', 'resource', 'web-' || i, 'region', 'cn-hangzhou', 'env', 'prod', 'service', 'pay')`;

const incidents = statement(
  "bench.history-incidents",
  `insert into incident (incident_id, channel_id, integration_id, integration_ids, integration_types, title, description, severity,
     status, progress, first_alert_id, images, dedup_key, group_method, ever_muted, start_time, last_time, ack_time, end_time, close_time,
     snoozed_before, creator_id, closer_id, owner_id, impact, root_cause, resolution, manual_overrides, fields, alert_cnt,
     active_alert_cnt, alert_event_cnt, critical_cnt, warning_cnt, info_cnt, firing_critical_cnt, firing_warning_cnt,
     firing_info_cnt, created_at, updated_at)
   select ${id(0)}, channel, $5, array[$5::bigint], array['aliyun-prometheus'], ${TITLE}, ${TEXT}, severity, severity,
     case when is_open then 'Triggered' else 'Closed' end, ${id(1)}, '[]', 'k' || i, 'n', i % 7000 = 0, t, t + life, 0, 0, 0, 0, 0, 0, 0,
     '', '', '', '{}', '{}', 1, 1, 3, (severity = 'Critical')::int, (severity = 'Warning')::int, (severity = 'Info')::int, (severity = 'Critical')::int, (severity = 'Warning')::int,
            (severity = 'Info')::int, t, t + life from (${ROWS}) r order by i`,
);
// A half of what is closed was acknowledged by person 1, one in 5,000 by person 2.
const responders = statement(
  "bench.history-responders",
  `insert into responder (incident_id, person_id, assigned_time, acknowledged_time)
   select ${id(0)}, case when i % 5000 = 0 then 2 else 1 end, t, t from (${ROWS}) r
    where (i % 2 = 0 or i % 5000 = 0) and array_length($4::bigint[], 1) > 0 and $5::bigint > 0 order by i`,
);
const alerts = statement(
  "bench.history-alerts",
  `insert into alert (alert_id, integration_id, channel_id, incident_id, alert_key, title, title_rule, description, severity, status,
     progress, labels, images, ever_muted, start_time, last_time, end_time, close_time, opened_at, last_received_at,
     event_cnt, created_at, updated_at)
   select ${id(1)}, $5, channel, ${id(0)}, 'key' || i, ${TITLE}, '', ${TEXT}, severity, severity,
     case when is_open then 'Triggered' else 'Closed' end, ${LABELS}, '[]', i % 7000 = 0, t, least(t + life, $2), 0, 0, t * 1000,
     least(t + life, $2) * 1000, 3, t, least(t + life, $2) from (${ROWS}) r order by i`,
);
const events = statement(
  "bench.history-events",
  `insert into alert_event (day, event_id, alert_id, delivery_id, channel_id, integration_id, alert_key, title, title_rule, description, severity,
     status, labels, images, event_time, created_at)
   select (to_timestamp(t) at time zone 'utc')::date, ${id(2)}, ${id(1)}, ${id(3)}, channel, $5, 'key' || i, ${TITLE}, '', ${TEXT}, severity, severity,
     ${LABELS}, '[]', t, t from (${ROWS}) r order by i`,
);
const deliveries = statement(
  "bench.history-deliveries",
  `insert into delivery (day, delivery_id, integration_id, batch_id, offset_bytes, length_bytes, received_at, processed_at, outcome,
     because, events, verdicts, is_test)
   select (to_timestamp(t) at time zone 'utc')::date, ${id(3)}, $5, i, 0, 10, t * 1000, t * 1000,
     case when i % 9973 = 0 then 'failed' else 'processed' end, '', 1,
     '{"counts":{"opened":1},"events":[{"event":0,"verdict":"opened","channel_id":1}],"rejects":[],"is_truncated":false}', false
     from (${ROWS}) r where array_length($4::bigint[], 1) > 0 order by i`,
);

const feed = statement(
  "bench.history-feed",
  `insert into feed (ref_id, feed_id, type, detail, creator_id, created_at, updated_at)
   select ${id(0)}, ${id(4)}, 'i_new', '{"severity":"Critical"}', 0, t * 1000, t * 1000 from (${ROWS}) r
    where array_length($4::bigint[], 1) > 0 and $5::bigint > 0 order by i`,
);
const people = statement(
  "bench.history-people",
  `insert into person (person_id, person_name, email, is_owner, status, created_at, updated_at)
   select i * 1000, 'person ' || i, 'person' || i || '@example.com', false, 'enabled', i, i from generate_series(1, $1::integer) i`,
);
const roles = statement(
  "bench.history-roles",
  "insert into person_role (person_id, role_id) select person_id, 2 + person_id / 1000 % 2 from person where not is_owner",
);
const teams = statement(
  "bench.history-teams",
  `insert into team (team_id, team_name, creator_id, updated_by, created_at, updated_at)
   select i * 1000, 'team ' || i, 0, 0, i, i from generate_series(1, $1::integer) i`,
);
const teamMembers = statement(
  "bench.history-team-members",
  `insert into team_member (team_id, person_id) select t.team_id, p.person_id from team t join person p
       on p.person_id / 1000 % 50 = t.team_id / 1000 % 50 where p.person_id < 1000 * $1::integer on conflict do nothing`,
);
const integrations = statement(
  "bench.history-integrations",
  `insert into integration (integration_id, lane, plugin_type, name, integration_key, settings, status, creator_id, updated_by, created_at, updated_at)
   select i * 1000, i % 16, 'aliyun-prometheus', 'bench ' || i, 'bench-' || i, '{}', 'enabled', 0, 0, i, i from generate_series(1, $1::integer) i`,
);
const someIds = statement<{ alertIds: string[]; incidentIds: string[] }>(
  "bench.history-some-ids",
  `select array(select alert_id from alert order by alert_id desc limit 100) as "alertIds",
          array(select incident_id from incident order by incident_id desc limit 100) as "incidentIds"`,
);

/** As many as a slow disk takes within a statement's time. */
const SLICE_ROWS = 50_000;
const TITLES_AT_ONCE = 5_000;
const TABLES = ["incident", "alert", "title", "responder", "feed", "alert_event", "delivery", "person", "integration"];
const PEOPLE = 5_000;
const TEAMS = 1_000;
const INTEGRATIONS = 2_000;

/** Writes as many incidents, alerts, events and ledger rows as asked for. */
export async function seedHistory(database: Database, history: History): Promise<void> {
  const { rows, days, channelIds, integrationId, nowSeconds } = history;
  const partitions = createPartitions(database);
  for (let day = 0; day <= days; day += 1) await partitions.ensure((nowSeconds - day * 86_400) * 1000);
  const about = [rows, nowSeconds, days, channelIds, integrationId];
  for (const insert of [incidents, responders, alerts, events, deliveries, feed]) {
    for (let first = 1; first <= rows; first += SLICE_ROWS) {
      await database.rows(insert, [...about, first, Math.min(rows, first + SLICE_ROWS - 1)]);
    }
  }
  await seedTitles(database, history);
  await database.rows(people, [PEOPLE]);
  await database.rows(roles);
  await database.rows(teams, [TEAMS]);
  await database.rows(teamMembers, [PEOPLE]);
  await database.rows(integrations, [INTEGRATIONS]);
  const connection = await database.connect();
  // One by one: each has a minute.
  for (const table of TABLES) await connection.run(`vacuum (analyze) ${table}`);
  await connection.end();
}

/** Titles become known day by day, as they would with their alerts. */
async function seedTitles(database: Database, { rows, days, nowSeconds }: History): Promise<void> {
  const daily = Math.ceil(rows / days);
  for (let last = daily; last < rows + daily; last += daily) {
    const numbers = new Set<number>();
    for (let i = last - daily + 1; i <= Math.min(rows, last); i += 1) numbers.add(i % 2 === 0 ? i % SHARED_TITLES : i);
    const titles = [...numbers].map((number) => `CPU usage of host web-${number} is high / prod`);
    const day = utcDay((nowSeconds - Math.floor((Math.max(0, rows - last) * days * 86_400) / rows)) * 1000);
    for (let first = 0; first < titles.length; first += TITLES_AT_ONCE) {
      await noteTitles(database, titles.slice(first, first + TITLES_AT_ONCE), day);
    }
  }
}

/** The newest alerts and incidents. */
export async function listSomeIds(database: Database): Promise<{ alertIds: string[]; incidentIds: string[] }> {
  return (await database.find(someIds)) ?? { alertIds: [], incidentIds: [] };
}
