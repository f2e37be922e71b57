import {
  incidentAck,
  incidentComment,
  incidentReopen,
  incidentResolve,
  incidentUnack,
} from "../../contract/operations/incident.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { createIdSource } from "../base/ids.ts";
import { lockChannels } from "../channels/channel-lock-store.ts";
import type { FeedDetail, FeedRow } from "../incidents/feed.ts";
import type { Incident } from "../incidents/incident.ts";
import { closeAlertsOf, type MovedAlert, reopenAlertsOf } from "../incidents/incident-command-store.ts";
import {
  acknowledgeIncident,
  type CommandDecision,
  reopenIncident,
  resolveIncident,
  unacknowledgeIncident,
} from "../incidents/incident-commands.ts";
import { insertFeedRows, listIncidents, updateIncidents } from "../incidents/incident-store.ts";
import type { Responder } from "../incidents/responder.ts";
import { listResponders, upsertResponders } from "../incidents/responder-store.ts";
import { changedInChannels } from "../live/change.ts";
import { noteChange } from "../live/change-store.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** Makes a row of a timeline by whoever calls. */
type Note = (refId: string, row: FeedDetail, context: CallContext) => FeedRow;

/**
 * What people do to incidents: `/incident/{ack,unack,resolve,reopen,comment}`. All of a call's incidents, or none; locks are
 * taken channel, incident, alert, as the path of events takes them.
 */
export function createIncidentCommands({ database }: OperationDeps): BoundOperation[] {
  const newId = createIdSource();
  const note: Note = (refId, row, { person, now }) => {
    const times = { createdAt: now, updatedAt: now };
    return { ...row, refId, feedId: newId(now), creatorId: person.personId, ...times };
  };
  return [
    bindHolding({ operation: incidentAck, type: "i_ack", decide: acknowledgeIncident }, database, note),
    bindHolding({ operation: incidentUnack, type: "i_unack", decide: unacknowledgeIncident }, database, note),
    bindResolve(database, note),
    bindReopen(database, note),
    bindComment(database, note),
  ];
}

/** What a person does about their own hold of an incident. */
type Holding = {
  operation: typeof incidentAck;
  type: "i_ack" | "i_unack";
  decide: typeof acknowledgeIncident;
};

function bindHolding({ operation, type, decide }: Holding, database: Database, note: Note): BoundOperation {
  return bind(operation, (input, context) =>
    database.transaction(async (tx) => {
      const { incidents, respondersOf } = await lockIncidents(tx, input.incident_ids, context);
      const { person, now } = context;
      const changed = await write(tx, incidents, (one) => decide(one, respondersOf(one), person.personId, now));
      const rows = changed.map(({ incidentId, progress }) => note(incidentId, { type, detail: { progress } }, context));
      await insertFeedRows(tx, rows);
      return {};
    }),
  );
}

function bindResolve(database: Database, note: Note): BoundOperation {
  return bind(incidentResolve, (input, context) =>
    database.transaction(async (tx) => {
      const { root_cause: rootCause, resolution } = input;
      const { incidents } = await lockIncidents(tx, input.incident_ids, context);
      const { person, now } = context;
      const findings = { rootCause, resolution };
      const changed = await write(tx, incidents, (one) => resolveIncident(one, findings, person.personId, now));
      const closed = await closeAlertsOf(tx, changed.map(idOf), toSeconds(now));
      await insertFeedRows(tx, [
        ...closed.map(({ alertId, incidentId }) => {
          const detail = { from: "incident", incident_id: incidentId } as const;
          return note(alertId, { type: "a_close", detail }, context);
        }),
        ...changed.map((one) => note(one.incidentId, { type: "i_rslv", detail: { from: "console" } }, context)),
      ]);
      return {};
    }),
  );
}

function bindReopen(database: Database, note: Note): BoundOperation {
  return bind(incidentReopen, (input, context) =>
    database.transaction(async (tx) => {
      const { reason = "" } = input;
      const { incidents, respondersOf } = await lockIncidents(tx, input.incident_ids, context);
      const closed = incidents.filter(({ progress }) => progress === "Closed");
      const reopened = countByIncident(await reopenAlertsOf(tx, closed.map(idOf), toSeconds(context.now)));
      const changed = await write(tx, closed, (one) =>
        reopenIncident(one, respondersOf(one), reopened.get(one.incidentId) ?? 0, context.now),
      );
      const rows = changed.map((one) => note(one.incidentId, { type: "i_reopen", detail: { reason } }, context));
      await insertFeedRows(tx, rows);
      return {};
    }),
  );
}

function bindComment(database: Database, note: Note): BoundOperation {
  return bind(incidentComment, (input, context) =>
    database.transaction(async (tx) => {
      const { comment, mute_reply = false } = input;
      const { incidents } = await lockIncidents(tx, input.incident_ids, context);
      const detail = { comment, mute_reply };
      await insertFeedRows(
        tx,
        incidents.map((one) => note(one.incidentId, { type: "i_comm", detail }, context)),
      );
      return {};
    }),
  );
}

/** Incidents that nobody else changes until the transaction ends, with their responders. */
type LockedIncidents = { incidents: Incident[]; respondersOf(incident: Incident): readonly Responder[] };

/**
 * The incidents as they are while their channels are locked: whoever holds a channel is alone with its incidents, the path of
 * events too. Refuses ids that are no incident's. Live streams hear of all of them.
 */
async function lockIncidents(tx: Queryable, ids: readonly string[], by: CallContext): Promise<LockedIncidents> {
  const wanted = [...new Set(ids)];
  const found = (await listIncidents(tx, wanted)).filter(({ channelId }) => !by.hiddenChannelIds.includes(channelId));
  const missing = wanted.find((id) => !found.some(({ incidentId }) => incidentId === id));
  if (missing) throw new Refusal("ResourceNotFound", say("no_incident", { id: missing }));
  const channelIds = [...new Set(found.map(({ channelId }) => channelId))];
  const channels = await lockChannels(tx, channelIds);
  const gone = new Set(channels.flatMap(({ channelId, isDeleted }) => (isDeleted ? channelId : [])));
  const left = found.find(({ channelId }) => gone.has(channelId));
  if (left) {
    throw new Refusal("InvalidParameter", sayOf("incident_ids", "channel_gone_read_only", { id: left.incidentId }));
  }
  // Every command changes what it locks, and alerts may close or open along with their incident.
  await noteChange(tx, {
    incidents: changedInChannels(found.map(({ channelId, incidentId }) => ({ channelId, id: incidentId }))),
    alerts: channelIds.map((channelId) => [channelId, null]),
  });
  const byIncident = await listResponders(tx, wanted);
  return {
    incidents: await listIncidents(tx, wanted),
    respondersOf: ({ incidentId }) => byIncident.get(incidentId) ?? [],
  };
}

/** Decides about each incident and writes what changed; the answer is what did. */
async function write(
  tx: Queryable,
  incidents: readonly Incident[],
  decide: (incident: Incident) => CommandDecision,
): Promise<Incident[]> {
  const decisions = incidents.map(decide).flatMap((one) => (one.outcome === "changed" ? one : []));
  const changed = decisions.map(({ incident }) => incident);
  await updateIncidents(tx, changed);
  await upsertResponders(
    tx,
    decisions.flatMap(({ responders }) => responders),
  );
  return changed;
}

function countByIncident(alerts: readonly MovedAlert[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { incidentId } of alerts) counts.set(incidentId, (counts.get(incidentId) ?? 0) + 1);
  return counts;
}

function idOf({ incidentId }: Incident): string {
  return incidentId;
}
