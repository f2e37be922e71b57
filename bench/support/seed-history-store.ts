import type { Database } from "../../server/storage/database.ts";
import { createPartitions } from "../../server/storage/partitions.ts";
import { statement } from "../../server/storage/statement.ts";

/** A history evenly spread over its days: half of it in one channel, 2 % long-lived, 1 in 10 critical, 1 in 20,000 `Info`. */
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
const TITLE = "'CPU usage of host web-' || i % 5000 || ' is high / prod'";
const TEXT = "repeat('a description of it. ', 10)";
const LABELS = `jsonb_build_object('check', 'cpu', 'resource', 'web-' || i, 'region', 'cn-hangzhou', 'env', 'prod', 'service', 'pay')`;

const incidents = statement(
  "bench.history-incidents",
  `insert into incident (incident_id, channel_id, integration_id, integration_ids, integration_types, title, description, severity,
     status, progress, labels, images, dedup_key, group_method, ever_muted, start_time, last_time, ack_time, end_time, close_time,
     snoozed_before, creator_id, closer_id, owner_id, impact, root_cause, resolution, manual_overrides, fields, alert_cnt,
     active_alert_cnt, alert_event_cnt, created_at, updated_at)
   select ${id(0)}, channel, $5, array[$5::bigint], array['aliyun-prometheus'], ${TITLE}, ${TEXT}, severity, severity,
     case when is_open then 'Triggered' else 'Closed' end, ${LABELS}, '[]', 'k' || i, 'n', i % 7000 = 0, t, t + life, 0, 0, 0, 0, 0, 0, 0,
     '', '', '', '{}', '{}', 1, 1, 3, t, t + life from (${ROWS}) r order by i`,
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

/** As many as a slow disk takes within a statement's time. */
const SLICE_ROWS = 50_000;

/** Writes as many incidents, alerts, events and ledger rows as asked for. */
export async function seedHistory(database: Database, history: History): Promise<void> {
  const { rows, days, channelIds, integrationId, nowSeconds } = history;
  const partitions = createPartitions(database);
  for (let day = 0; day <= days; day += 1) await partitions.ensure((nowSeconds - day * 86_400) * 1000);
  const about = [rows, nowSeconds, days, channelIds, integrationId];
  for (const insert of [incidents, responders, alerts, events, deliveries]) {
    for (let first = 1; first <= rows; first += SLICE_ROWS) {
      await database.rows(insert, [...about, first, Math.min(rows, first + SLICE_ROWS - 1)]);
    }
  }
  const connection = await database.connect();
  await connection.run("analyze");
  await connection.end();
}
