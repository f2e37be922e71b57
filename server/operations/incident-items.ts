import type { z } from "zod";
import { NO_OBJECT_ID } from "../../contract/ids.ts";
import type { incidentItem } from "../../contract/operations/incident.ts";
import type { IncidentRow } from "../incidents/incident-list-store.ts";
import type { Responder } from "../incidents/responder.ts";
import { listResponders } from "../incidents/responder-store.ts";
import type { Account } from "../people/account-store.ts";
import { listPersonNames, type PersonName } from "../people/person-store.ts";
import type { Queryable } from "../storage/database.ts";

type Item = z.input<typeof incidentItem>;

/** Incidents as the wire has them, with the names of the people in them and the console's links. */
export async function toIncidentItems(
  db: Queryable,
  rows: readonly IncidentRow[],
  account: Account,
  publicUrl: string,
): Promise<Item[]> {
  const responders = await listResponders(
    db,
    rows.map((row) => row.incident_id),
  );
  const people = rows.flatMap((row) => [row.creator_id, row.closer_id, row.owner_id]);
  const working = [...responders.values()].flat().map(({ personId }) => personId);
  const names = await listPersonNames(db, [...people, ...working]);
  return rows.map((row) => ({
    ...toItem(row, account, names, publicUrl),
    responders: (responders.get(row.incident_id) ?? []).map((one) => toResponder(one, names)),
  }));
}

function toItem(
  row: IncidentRow,
  account: Account,
  names: ReadonlyMap<number, PersonName>,
  publicUrl: string,
): Omit<Item, "responders"> {
  const integrationType = row.integration_types[0] ?? "";
  return {
    ...row,
    account_id: account.accountId,
    account_name: account.accountName,
    account_locale: account.locale,
    account_time_zone: account.timeZone,
    integration_type: integrationType,
    data_source_id: row.integration_id,
    data_source_ids: row.integration_ids,
    data_source_type: integrationType,
    data_source_types: row.integration_types,
    equals_md5: "",
    creator: toPerson(row.creator_id, names),
    closer: toPerson(row.closer_id, names),
    owner: toPerson(row.owner_id, names),
    ai_summary: "",
    num: row.incident_id.slice(-6).toUpperCase(),
    frequency: "",
    deleted_at: 0,
    assigned_to: UNASSIGNED,
    reporter_email: "",
    alerts: [],
    detail_url: `${publicUrl}/incident/detail/${row.incident_id}`,
    silence_url: `${publicUrl}/channel/detail/${row.channel_id}?tab=alertSuppression&fromIncidentId=${row.incident_id}`,
    links: [],
    post_mortem_id: "",
    images: [...row.images],
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
