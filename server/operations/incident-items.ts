import type { z } from "zod";
import { NO_OBJECT_ID } from "../../contract/ids.ts";
import type { incidentItem } from "../../contract/operations/incident.ts";
import type { ListedIncident } from "../incidents/incident-list-store.ts";
import type { Responder } from "../incidents/responder.ts";
import { listResponders } from "../incidents/responder-store.ts";
import type { Account } from "../people/account-store.ts";
import { listPersonNames, type PersonName } from "../people/person-store.ts";
import type { Queryable } from "../storage/database.ts";

type Item = z.input<typeof incidentItem>;

/** Incidents as the wire has them, with the names of the people in them and the console's links. */
export async function toIncidentItems(
  db: Queryable,
  rows: readonly ListedIncident[],
  account: Account,
  publicUrl: string,
): Promise<Item[]> {
  const responders = await listResponders(
    db,
    rows.map((row) => row.incidentId),
  );
  const people = rows.flatMap((row) => [row.creatorId, row.closerId, row.ownerId]);
  const working = [...responders.values()].flat().map(({ personId }) => personId);
  const names = await listPersonNames(db, [...people, ...working]);
  return rows.map((row) => ({
    ...toItem(row, account, names, publicUrl),
    responders: (responders.get(row.incidentId) ?? []).map((one) => toResponder(one, names)),
  }));
}

function toItem(
  row: ListedIncident,
  account: Account,
  names: ReadonlyMap<number, PersonName>,
  publicUrl: string,
): Omit<Item, "responders"> {
  const { incidentId, channelId, channelName, channelStatus } = row;
  return {
    ...toWire(row),
    account_id: account.accountId,
    account_name: account.accountName,
    account_locale: account.locale,
    account_time_zone: account.timeZone,
    channel_name: channelName,
    channel_status: channelStatus,
    equals_md5: "",
    creator: toPerson(row.creatorId, names),
    closer: toPerson(row.closerId, names),
    owner: toPerson(row.ownerId, names),
    ai_summary: "",
    num: incidentId.slice(-6).toUpperCase(),
    frequency: "",
    deleted_at: 0,
    assigned_to: UNASSIGNED,
    reporter_email: "",
    alerts: [],
    detail_url: `${publicUrl}/incident/detail/${incidentId}`,
    silence_url: `${publicUrl}/channel/detail/${channelId}?tab=alertSuppression&fromIncidentId=${incidentId}`,
    links: [],
    post_mortem_id: "",
  };
}

/** The incident's own fields by the names they have on the wire. How many of its alerts have which severity is the hub's own. */
function toWire(row: ListedIncident) {
  const integrationType = row.integrationTypes[0] ?? "";
  return {
    incident_id: row.incidentId,
    channel_id: row.channelId,
    integration_id: row.integrationId,
    integration_ids: row.integrationIds,
    integration_type: integrationType,
    integration_types: row.integrationTypes,
    data_source_id: row.integrationId,
    data_source_ids: row.integrationIds,
    data_source_type: integrationType,
    data_source_types: row.integrationTypes,
    title: row.title,
    description: row.description,
    incident_severity: row.severity,
    incident_status: row.status,
    progress: row.progress,
    labels: row.labels,
    images: [...row.images],
    dedup_key: row.dedupKey,
    group_method: row.groupMethod,
    ever_muted: row.everMuted,
    start_time: row.startTime,
    last_time: row.lastTime,
    ack_time: row.ackTime,
    end_time: row.endTime,
    close_time: row.closeTime,
    snoozed_before: row.snoozedBefore,
    creator_id: row.creatorId,
    closer_id: row.closerId,
    owner_id: row.ownerId,
    impact: row.impact,
    root_cause: row.rootCause,
    resolution: row.resolution,
    manual_overrides: row.manualOverrides,
    fields: row.fields,
    alert_cnt: row.alertCnt,
    active_alert_cnt: row.activeAlertCnt,
    alert_event_cnt: row.alertEventCnt,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

/** What an incident nobody was assigned to carries, in the wire's own example. */
const UNASSIGNED: Item["assigned_to"] = {
  escalate_rule_id: NO_OBJECT_ID,
  layer_idx: 0,
  type: "",
  assigned_at: 0,
  id: "",
  escalate_rule_name: "",
};

function toResponder(
  { personId, assignedTime, acknowledgedTime }: Responder,
  names: ReadonlyMap<number, PersonName>,
): Item["responders"][number] {
  return {
    ...toPerson(personId, names),
    person_id: personId,
    assigned_at: assignedTime,
    acknowledged_at: acknowledgedTime,
  };
}

function toPerson(personId: number, names: ReadonlyMap<number, PersonName>): Item["creator"] {
  const found = names.get(personId);
  if (!found) return { person_id: personId, person_name: "", email: "", as: "" };
  return {
    person_id: personId,
    person_name: found.personName,
    email: found.email,
    as: found.isOwner ? "account" : "member",
  };
}
