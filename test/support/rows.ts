import { utcDay } from "../../server/base/clock.ts";
import { createIdSource } from "../../server/base/ids.ts";
import type { Database } from "../../server/storage/database.ts";
import { statement } from "../../server/storage/statement.ts";
import { noteTitles } from "../../server/titles/title-store.ts";

const newId = createIdSource();

const insertIncident = statement(
  "test.insert-incident",
  `insert into incident (incident_id, channel_id, integration_id, integration_ids, integration_types, title, description, severity,
     status, progress, first_alert_id, images, dedup_key, group_method, ever_muted, start_time, last_time, ack_time, end_time, close_time,
     snoozed_before, creator_id, closer_id, owner_id, impact, root_cause, resolution, manual_overrides, fields, alert_cnt,
     active_alert_cnt, alert_event_cnt, critical_cnt, warning_cnt, info_cnt, firing_critical_cnt, firing_warning_cnt,
     firing_info_cnt, created_at, updated_at)
   values ($1, $2, $3, array[$3::bigint], array['aliyun-prometheus'], $4, 'what happened', $5, $5, $6, '', '[]', 'key', 'n',
     $7, $8, $8, 0, 0, 0, $9, $10, 0, 0, '', '', '', '{}', '{}', 1, 1, 1,
     ($5 = 'Critical')::int, ($5 = 'Warning')::int, ($5 = 'Info')::int, ($5 = 'Critical')::int, ($5 = 'Warning')::int, ($5 = 'Info')::int, $11, $11)`,
);

const insertAlert = statement(
  "test.insert-alert",
  `insert into alert (alert_id, integration_id, channel_id, incident_id, alert_key, title, title_rule, description, severity, status,
     progress, labels, images, ever_muted, start_time, last_time, end_time, close_time, opened_at, last_received_at,
     latest_source_time_ms, event_cnt, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, '', 'what happened', $7, $7, $8, '{"check":"cpu"}', '[{"src":"https://x.example/y.png","href":"","alt":""}]',
     $9, $10, $11, $12, $12, $13::bigint * 1000, $14::bigint * 1000, null, 1, $13, $14)`,
);

const insertEvent = statement(
  "test.insert-event",
  `insert into alert_event (day, event_id, alert_id, delivery_id, channel_id, integration_id, alert_key, title, title_rule, description, severity,
     status, labels, images, event_time, created_at)
   values ($1, $2, $3, $2, $4, $5, $6, $7, '', 'what happened', $8, $9, '{"check":"cpu"}', '[]', $10, $10)`,
);

const insertFeed = statement(
  "test.insert-feed",
  `insert into feed (ref_id, feed_id, type, detail, creator_id, created_at, updated_at) values ($1, $2, $3, $4, 0, $5, $5)`,
);

/** Seconds now, as the rows below take them. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

type IncidentFields = {
  channelId: number;
  integrationId: number;
  title: string;
  severity: "Critical" | "Warning" | "Info";
  progress: "Triggered" | "Processing" | "Closed";
  everMuted: boolean;
  startTime: number;
  /** When the hub opened it; its id tells. */
  openedAt: number;
  snoozedBefore: number;
  creatorId: number;
};

/** Writes an incident; what is left out is plain. */
export async function addIncident(db: Database, fields: Partial<IncidentFields>): Promise<string> {
  const startTime = fields.startTime ?? nowSeconds();
  const openedAt = fields.openedAt ?? startTime;
  const id = idAt(openedAt);
  const { channelId = 1, integrationId = 1, title = "CPU", severity = "Critical", progress = "Triggered" } = fields;
  const { everMuted = false, snoozedBefore = 0, creatorId = 0 } = fields;
  const values = [
    id,
    channelId,
    integrationId,
    title,
    severity,
    progress,
    everMuted,
    startTime,
    snoozedBefore,
    creatorId,
  ];
  await db.rows(insertIncident, [...values, openedAt]);
  await noteTitles(db, [title], utcDay(Math.max(openedAt, startTime) * 1000));
  return id;
}

type AlertFields = {
  channelId: number;
  integrationId: number;
  incidentId: string | null;
  alertKey: string;
  title: string;
  severity: "Critical" | "Warning" | "Info";
  progress: "Triggered" | "Closed";
  everMuted: boolean;
  startTime: number;
  /** When the hub opened it; its id tells. */
  openedAt: number;
  lastTime: number;
  updatedAt: number;
};

/** Writes an alert; what is left out is plain. */
export async function addAlert(db: Database, fields: Partial<AlertFields>): Promise<string> {
  const startTime = fields.startTime ?? nowSeconds();
  const openedAt = fields.openedAt ?? startTime;
  const lastTime = fields.lastTime ?? openedAt;
  const id = idAt(openedAt);
  const {
    integrationId = 1,
    channelId = 1,
    incidentId = null,
    alertKey = id,
    title = "CPU",
    severity = "Critical",
  } = fields;
  const { progress = "Triggered", everMuted = false, updatedAt = Math.max(openedAt, lastTime) } = fields;
  const endTime = progress === "Closed" ? lastTime : 0;
  const names = [id, integrationId, channelId, incidentId, alertKey, title, severity, progress, everMuted];
  await db.rows(insertAlert, [...names, startTime, lastTime, endTime, openedAt, updatedAt]);
  await noteTitles(db, [title], utcDay(Math.max(openedAt, lastTime) * 1000));
  return id;
}

type EventFields = {
  alertId: string;
  channelId: number;
  integrationId: number;
  severity: "Critical" | "Warning" | "Info";
  status: "Critical" | "Warning" | "Info" | "Ok";
  eventTime: number;
};

/** Writes an event of today; what is left out is plain. */
export async function addEvent(db: Database, fields: Partial<EventFields>): Promise<string> {
  const eventTime = fields.eventTime ?? nowSeconds();
  const id = idAt(eventTime);
  const {
    alertId = "0".repeat(24),
    channelId = 1,
    integrationId = 1,
    severity = "Critical",
    status = severity,
  } = fields;
  const day = new Date().toISOString().slice(0, 10);
  await db.rows(insertEvent, [day, id, alertId, channelId, integrationId, "key", "CPU", severity, status, eventTime]);
  return id;
}

/** Writes a row of a timeline. */
export async function addFeed(db: Database, refId: string, type: string, detail: object): Promise<void> {
  await db.rows(insertFeed, [refId, newId(Date.now()), type, JSON.stringify(detail), Date.now()]);
}

/** An id of that second, not necessarily a later one than before. */
function idAt(seconds: number): string {
  return Math.floor(seconds).toString(16).padStart(8, "0") + newId(Date.now()).slice(8);
}
