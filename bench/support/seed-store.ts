import type { Database } from "../../server/storage/database.ts";
import { statement } from "../../server/storage/statement.ts";

const account = statement(
  "bench.account",
  "insert into account (account_id, id_suffix, account_name, locale, time_zone, created_at) values (1131, 131, 'bench', 'en-US', 'UTC', 0)",
);
const team = statement(
  "bench.team",
  "insert into team (team_id, team_name, creator_id, updated_by, created_at, updated_at) values (1131, 'bench', 0, 0, 0, 0)",
);
const channels = statement(
  "bench.channels",
  `insert into channel (channel_id, channel_name, status, team_id, creator_id, is_private, auto_resolve_timeout, auto_resolve_mode,
     disable_auto_close, disable_outlier_detection, is_external_report_enabled, created_at, updated_at)
   select n * 1000 + 131, 'bench ' || n, 'enabled', 1131, 0, false, 0, 'trigger', false, false, false, 0, 0 from generate_series(1, $1::integer) n`,
);
const integrations = statement(
  "bench.integrations",
  `insert into integration (integration_id, lane, plugin_type, name, channel_id, integration_key, settings, status, creator_id, updated_by, created_at, updated_at)
   select (1000 + n) * 1000 + 131, n % 16, 'aliyun-prometheus', 'bench ' || n, ((n % $2::integer) + 1) * 1000 + 131, 'bench-' || n, '{}', 'enabled', 0, 0, 0, 0
     from generate_series(1, $1::integer) n`,
);
const openAlerts = statement(
  "bench.open-alerts",
  `insert into alert (alert_id, integration_id, channel_id, incident_id, alert_key, title, title_rule, description, severity, status,
     progress, labels, images, ever_muted, start_time, last_time, end_time, close_time, opened_at, last_received_at, event_cnt,
     created_at, updated_at)
   select lpad(to_hex($3::bigint / 1000 - 86400), 8, '0') || lpad(to_hex(n), 16, '0'), (1000 + n % 20 + 1) * 1000 + 131, ((n % 10) + 1) * 1000 + 131,
          lpad(to_hex($3::bigint / 1000 - 86400), 8, '0') || lpad(to_hex(n + 100000000), 16, '0'), md5(n::text), 'Pod memory usage > 90%', '', 'open since yesterday',
          'Critical', 'Critical', 'Triggered', jsonb_build_object('pod', 'pod-' || n, 'namespace', 'shop', 'cluster', 'prod-hz-1'), '[]', false,
          $3::bigint / 1000 - 3600, $3::bigint / 1000 - 3600, 0, 0, $3::bigint - 3600000, $3::bigint - 3600000, 1, $3::bigint / 1000 - 3600, $3::bigint / 1000 - 3600
     from generate_series($1::integer, $2::integer) n`,
);
const openIncidents = statement(
  "bench.open-incidents",
  `insert into incident
   select a.incident_id, a.channel_id, a.integration_id, array[a.integration_id], array['aliyun-prometheus'], a.title, a.description, a.severity, a.status,
          'Triggered', a.alert_id, '[]', a.alert_key, 'n', false, a.start_time, a.last_time, 0, 0, 0, 0, 0, 0, 0, '', '', '', '{}', '{}', 1, 1, 1, 1, 0, 0, 1, 0, 0, a.created_at, a.updated_at
     from alert a`,
);
const outcomes = statement<{ outcome: string; n: number }>(
  "bench.outcomes",
  "select outcome, count(*) as n from delivery group by 1",
);
const analyze = statement("bench.analyze", "analyze", { prepared: false });

/** An account with `count` private integrations over `channelCount` channels, written straight into the database. */
export async function seedIntegrations(db: Database, count: number, channelCount: number): Promise<void> {
  await db.rows(account);
  await db.rows(team);
  await db.rows(channels, [channelCount]);
  await db.rows(integrations, [count, channelCount]);
}

/** The id that `seedIntegrations` gave its n-th integration (from 1). */
export function seededIntegrationId(n: number): number {
  return (1_000 + n) * 1_000 + 131;
}

/** Open alerts with their incidents, spread over the first 20 integrations and 10 channels. */
export async function seedOpenAlerts(db: Database, count: number, nowMs: number): Promise<void> {
  const step = 20_000;
  for (let from = 1; from <= count; from += step)
    await db.rows(openAlerts, [from, Math.min(count, from + step - 1), nowMs]);
  await db.rows(openIncidents);
  await db.rows(analyze);
}

/** How many deliveries ended how. */
export async function countOutcomes(db: Database): Promise<Record<string, number>> {
  return Object.fromEntries((await db.rows(outcomes)).map(({ outcome, n }) => [outcome, n]));
}
