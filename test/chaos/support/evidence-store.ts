import { decodeJournalEntry } from "../../../server/journal/journal-entry.ts";
import type { Queryable } from "../../../server/storage/database.ts";
import { statement } from "../../../server/storage/statement.ts";
import type { Evidence, FoundDelivery } from "./evidence.ts";
import { readBody } from "./story.ts";

type DeliveryRow = Omit<FoundDelivery, "mark" | "events"> & { bytes: Buffer };

// In the order in which they were processed: lanes are worked on one transaction after the other, by one clock in a trial.
const deliveries = statement<DeliveryRow>(
  "trial.deliveries",
  `select d.delivery_id as "deliveryId", d.outcome, d.because, d.verdicts -> 'events' as verdicts,
          substring(j.body from d.offset_bytes + 1 for d.length_bytes) as bytes
     from delivery d join journal j on j.day = d.day and j.batch_id = d.batch_id
    where d.integration_id = $1
    order by d.processed_at, d.batch_id, d.offset_bytes`,
);

const events = statement<Evidence["events"][number]>(
  "trial.events",
  `select event_id as "eventId", alert_id as "alertId", description as mark
     from alert_event where integration_id = $1 order by event_id`,
);

const alerts = statement<Evidence["alerts"][number]>(
  "trial.alerts",
  `select alert_id as "alertId", incident_id as "incidentId", progress, event_cnt as "eventCnt", alert_key as "alertKey"
     from alert where integration_id = $1`,
);

const incidents = statement<Evidence["incidents"][number]>(
  "trial.incidents",
  `select incident_id as "incidentId", progress, alert_cnt as "alertCnt", active_alert_cnt as "activeAlertCnt",
          alert_event_cnt as "alertEventCnt", close_time as "closeTime"
     from incident where integration_id = $1`,
);

const unsettled = statement<Unsettled>(
  "trial.unsettled",
  `select (select coalesce(sum(push_count), 0) from pending)::bigint as pending,
          (select count(*) from lane where solo_until > (select coalesce(max(batch_id), 0) from journal)) as "soloForever",
          (select count(*) from solo_attempt s where not exists (select from delivery d where d.delivery_id = s.delivery_id)) as begun`,
);

const deliveryRows = statement<{ rows: number }>("trial.delivery-rows", "select count(*) as rows from delivery");
const journalRows = statement<{ rows: number }>("trial.journal-rows", "select count(*) as rows from journal");

const walSyncs = statement<{ syncs: number | null }>(
  "trial.wal-syncs",
  "select sum(fsyncs)::bigint as syncs from pg_stat_io where object = 'wal'",
  { prepared: false },
);

const walSyncsBefore18 = statement<{ syncs: number | null }>(
  "trial.wal-syncs-before-18",
  "select wal_sync as syncs from pg_stat_wal",
  { prepared: false },
);

/** Everything the database holds of one sender's integration. */
export async function readEvidence(db: Queryable, integrationId: number): Promise<Evidence> {
  const rows = await db.rows(deliveries, [integrationId]);
  return {
    deliveries: rows.map(({ bytes, ...row }) => ({
      ...row,
      ...readBody(decodeJournalEntry(bytes).request.body.toString()),
    })),
    events: await db.rows(events, [integrationId]),
    alerts: await db.rows(alerts, [integrationId]),
    incidents: await db.rows(incidents, [integrationId]),
  };
}

/** What is left of the work: pushes pending, lanes solo for pushes yet to come, solo pushes that were begun and have no outcome. */
export type Unsettled = { pending: number; soloForever: number; begun: number };

/** Counts what is left of the work. */
export async function findUnsettled(db: Queryable): Promise<Unsettled> {
  const found = await db.find(unsettled);
  if (!found) throw new Error("an aggregate always has a row");
  return found;
}

/** Counts what is processed. */
export async function countDeliveries(db: Queryable): Promise<{ rows: number }> {
  return (await db.find(deliveryRows)) ?? { rows: 0 };
}

/** Group commits so far. */
export async function countJournalRows(db: Queryable): Promise<number> {
  return (await db.find(journalRows))?.rows ?? 0;
}

/** How often the server synced its write-ahead log to disk, as far as its processes have reported. */
export async function countWalSyncs(db: Queryable): Promise<number> {
  const found = await db.find(walSyncs).catch(() => db.find(walSyncsBefore18));
  return found?.syncs ?? 0;
}
