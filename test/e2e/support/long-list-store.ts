import { utcDay } from "../../../server/base/clock.ts";
import type { Database } from "../../../server/storage/database.ts";
import { statement } from "../../../server/storage/statement.ts";
import { noteTitles } from "../../../server/titles/title-store.ts";

const insertOpenAlerts = statement(
  "test.insert-open-alerts",
  `insert into alert (alert_id, integration_id, channel_id, incident_id, alert_key, title, title_rule, description, severity, status,
     progress, labels, images, ever_muted, start_time, last_time, end_time, close_time, opened_at, last_received_at, event_cnt,
     created_at, updated_at)
   select lpad(to_hex(t), 8, '0') || '0000000000' || lpad(to_hex(i), 6, '0'), $2, $3, null, 'many' || i,
     'Host web-' || i || ' is slow', '', 'what happened', severity, severity, 'Triggered', '{"check":"cpu"}', '[]', false, t, t, 0, 0,
     t * 1000, t * 1000, 1, t, t
     from (select i, ($4::bigint - ($1::bigint - i) / 100) as t, (array['Critical', 'Warning', 'Info'])[1 + i % 3] as severity
             from generate_series(1, $1::bigint) i) r`,
);

const TITLES_AT_ONCE = 5_000;

/** Writes open alerts of one channel, a hundred for each of the last seconds; the newest has the highest number in its title. */
export async function addOpenAlerts(
  db: Database,
  alerts: { count: number; integrationId: number; channelId: number; newestSeconds: number },
): Promise<void> {
  const { count, integrationId, channelId, newestSeconds } = alerts;
  await db.rows(insertOpenAlerts, [count, integrationId, channelId, newestSeconds]);
  for (let first = 1; first <= count; first += TITLES_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(TITLES_AT_ONCE, count - first + 1) }, (_, index) => first + index);
    const titles = numbers.map((number) => `Host web-${number} is slow`);
    await noteTitles(db, titles, utcDay(newestSeconds * 1000));
  }
}

const insertIncidents = statement(
  "test.insert-incident-of-each-alert",
  `insert into incident
     select alert_id, channel_id, integration_id, '{1}', '{}', title, '', severity, status, 'Triggered', '{}', '[]', alert_key, 'n', false,
            start_time, last_time, 0, 0, 0, 0, 0, 0, 0, '', '', '', '{}', '{}', 1, 1, 1,
            (severity = 'Critical')::int, (severity = 'Warning')::int, (severity = 'Info')::int, (status = 'Critical')::int, (status = 'Warning')::int,
            (status = 'Info')::int, created_at, updated_at from alert`,
);

/** Gives each alert an incident with its id and title. */
export async function addIncidentOfEachAlert(db: Database): Promise<void> {
  await db.rows(insertIncidents);
}
