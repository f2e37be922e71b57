import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** An alert that closed or opened with its incident. */
export type MovedAlert = { alertId: string; incidentId: string };

const closeAlerts = statement<MovedAlert>(
  "incident-command.close-alerts",
  `update alert set progress = 'Closed', close_time = $2, updated_at = $2
    where incident_id = any($1::text[]) and progress = 'Triggered' returning alert_id as "alertId", incident_id as "incidentId"`,
);

// One open alert a key and channel (P4): of several that closed unrecovered under one key, the newest opens.
const reopenAlerts = statement<MovedAlert>(
  "incident-command.reopen-alerts",
  `update alert set progress = 'Triggered', close_time = 0, updated_at = $2
    where alert_id in (
      select distinct on (a.integration_id, a.channel_id, a.alert_key) a.alert_id from alert a
       where a.incident_id = any($1::text[]) and a.progress = 'Closed' and a.status <> 'Ok'
         and not exists (select from alert o where o.integration_id = a.integration_id and o.alert_key = a.alert_key
                            and o.channel_id = a.channel_id and o.progress = 'Triggered')
       order by a.integration_id, a.channel_id, a.alert_key, a.alert_id desc)
    returning alert_id as "alertId", incident_id as "incidentId"`,
);

/** Closes the open alerts of incidents; they absorb no more events, and their status stays (A6). `now` is Unix seconds. */
export function closeAlertsOf(tx: Queryable, incidentIds: readonly string[], now: number): Promise<MovedAlert[]> {
  return tx.rows(closeAlerts, [incidentIds, now]);
}

/** Opens the alerts of incidents that closed without recovering, but where a newer one of their key is open (A9). */
export function reopenAlertsOf(tx: Queryable, incidentIds: readonly string[], now: number): Promise<MovedAlert[]> {
  return tx.rows(reopenAlerts, [incidentIds, now]);
}
