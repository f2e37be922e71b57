import { incidentComment, incidentReopen, incidentResolve } from "../../contract/operations/incident.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { createIdSource } from "../base/ids.ts";
import { lockChannels } from "../channels/channel-lock-store.ts";
import type { FeedDetail, FeedRow } from "../incidents/feed.ts";
import type { Incident } from "../incidents/incident.ts";
import { closeAlertsOf, type MovedAlert, reopenAlertsOf } from "../incidents/incident-command-store.ts";
import { type CommandDecision, reopenIncident, resolveIncident } from "../incidents/incident-commands.ts";
import { insertFeedRows, listIncidents, updateIncidents } from "../incidents/incident-store.ts";
import type { Queryable } from "../storage/database.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** What people do to incidents: `/incident/{resolve,reopen,comment}`. All of a call's incidents, or none. */
export function createIncidentCommands({ database }: OperationDeps): BoundOperation[] {
  const newId = createIdSource();
  const note = (refId: string, row: FeedDetail, { person, now }: CallContext): FeedRow => {
    const times = { createdAt: now, updatedAt: now };
    return { ...row, refId, feedId: newId(now), creatorId: person.personId, ...times };
  };
  return [
    bind(incidentResolve, (input, context) =>
      database.transaction(async (tx) => {
        const { root_cause: rootCause, resolution } = input;
        const incidents = await lockIncidents(tx, input.incident_ids, context);
        const { person, now } = context;
        const changed = changedBy(incidents, (one) =>
          resolveIncident(one, { rootCause, resolution }, person.personId, now),
        );
        const closed = await closeAlertsOf(tx, changed.map(idOf), toSeconds(now));
        await updateIncidents(tx, changed);
        await insertFeedRows(tx, [
          ...closed.map(({ alertId }) => note(alertId, { type: "a_close", detail: {} }, context)),
          ...changed.map((one) => note(one.incidentId, { type: "i_rslv", detail: { from: "console" } }, context)),
        ]);
        return {};
      }),
    ),

    bind(incidentReopen, (input, context) =>
      database.transaction(async (tx) => {
        const { reason = "" } = input;
        const incidents = await lockIncidents(tx, input.incident_ids, context);
        const closed = incidents.filter(({ progress }) => progress === "Closed");
        const reopened = countByIncident(await reopenAlertsOf(tx, closed.map(idOf), toSeconds(context.now)));
        const changed = changedBy(closed, (one) => reopenIncident(one, reopened.get(one.incidentId) ?? 0, context.now));
        await updateIncidents(tx, changed);
        const rows = changed.map((one) => note(one.incidentId, { type: "i_reopen", detail: { reason } }, context));
        await insertFeedRows(tx, rows);
        return {};
      }),
    ),

    bind(incidentComment, (input, context) =>
      database.transaction(async (tx) => {
        const { comment, mute_reply = false } = input;
        const incidents = await lockIncidents(tx, input.incident_ids, context);
        const detail = { comment, mute_reply };
        await insertFeedRows(
          tx,
          incidents.map((one) => note(one.incidentId, { type: "i_comm", detail }, context)),
        );
        return {};
      }),
    ),
  ];
}

/**
 * The incidents as they are while their channels are locked: whoever holds a channel is alone with its incidents, the path of
 * events too. Refuses ids that are no incident's.
 */
async function lockIncidents(tx: Queryable, ids: readonly string[], by: CallContext): Promise<Incident[]> {
  const wanted = [...new Set(ids)];
  const found = (await listIncidents(tx, wanted)).filter(({ channelId }) => !by.hiddenChannelIds.includes(channelId));
  const missing = wanted.find((id) => !found.some(({ incidentId }) => incidentId === id));
  if (missing) throw new Refusal("ResourceNotFound", `there is no incident ${missing}`);
  const channels = await lockChannels(tx, [...new Set(found.map(({ channelId }) => channelId))]);
  const gone = new Set(channels.flatMap(({ channelId, isDeleted }) => (isDeleted ? channelId : [])));
  const left = found.find(({ channelId }) => gone.has(channelId));
  if (left) {
    const because = `the channel of ${left.incidentId} was deleted, what is left of it can only be read`;
    throw new Refusal("InvalidParameter", `incident_ids: ${because}`);
  }
  return listIncidents(tx, wanted);
}

function changedBy(incidents: readonly Incident[], decide: (incident: Incident) => CommandDecision): Incident[] {
  return incidents.map(decide).flatMap((decision) => (decision.outcome === "changed" ? decision.incident : []));
}

function countByIncident(alerts: readonly MovedAlert[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { incidentId } of alerts) counts.set(incidentId, (counts.get(incidentId) ?? 0) + 1);
  return counts;
}

function idOf({ incidentId }: Incident): string {
  return incidentId;
}
