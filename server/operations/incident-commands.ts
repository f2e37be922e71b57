import {
  incidentAck,
  incidentComment,
  incidentReopen,
  incidentResolve,
  incidentUnack,
} from "../../contract/operations/incident.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { createIdSource } from "../base/ids.ts";
import type { Board, BoardContext } from "../board/board.ts";
import { type AlertsWanted, loadBoardOfIncidents } from "../board/load-board.ts";
import { sliceIncidents } from "../board/slices.ts";
import { changeOf, writeBoard } from "../board/write-board.ts";
import { lockChannels } from "../channels/channel-lock-store.ts";
import type { FlowChannel } from "../channels/flow-channel.ts";
import { type Incident, isOpen } from "../incidents/incident.ts";
import { acknowledgeIncident, unacknowledgeIncident } from "../incidents/incident-hold.ts";
import { listIncidentPlaces } from "../incidents/incident-store.ts";
import { type Change, changedInChannels, mergeChanges } from "../live/change.ts";
import { noteChange } from "../live/change-store.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import type { OperationDeps } from "./operation-deps.ts";

/**
 * What people do to incidents: `/incident/{ack,unack,resolve,reopen,comment}`. All of a call's incidents, or none. Their channels are
 * locked, in order of ids, as the path of events locks them.
 */
export function createIncidentCommands({ database }: OperationDeps): BoundOperation[] {
  const newId = createIdSource();
  const run = (context: CallContext, incidentIds: readonly string[], command: Command) =>
    runCommand(database, incidentIds, command, context, {
      ...{ newId, nowMs: context.now },
      personId: context.person.personId,
    });
  return [
    bind(incidentAck, (input, context) => run(context, input.incident_ids, ACKNOWLEDGE)),
    bind(incidentUnack, (input, context) => run(context, input.incident_ids, UNACKNOWLEDGE)),
    bind(incidentResolve, ({ incident_ids, root_cause: rootCause, resolution }, context) => {
      const { personId } = context.person;
      const by = { from: "console", personId, findings: { rootCause, resolution } } as const;
      const resolve: Command["decide"] = (incident, board) => isOpen(incident) && board.closeIncident(incident, by);
      return run(context, incident_ids, { wanted: "open", decide: resolve });
    }),
    bind(incidentReopen, ({ incident_ids, reason = "" }, context) => {
      const reopen: Command["decide"] = (incident, board, channel) => {
        if (isOpen(incident)) return;
        board.reopenIncident(incident, reason);
        board.setAutoResolve(incident, channel);
      };
      return run(context, incident_ids, { wanted: "unrecovered", decide: reopen });
    }),
    bind(incidentComment, ({ incident_ids, comment, mute_reply = false }, context) => {
      const detail = { comment, mute_reply };
      const note: Command["decide"] = ({ incidentId }, board) => board.addFeed(incidentId, { type: "i_comm", detail });
      return run(context, incident_ids, { wanted: "none", decide: note });
    }),
  ];
}

/** What a call does to each of its incidents, and which alerts deciding that needs. */
type Command = { wanted: AlertsWanted; decide(incident: Incident, board: Board, channel: FlowChannel): unknown };

const ACKNOWLEDGE = holding("i_ack", acknowledgeIncident);
const UNACKNOWLEDGE = holding("i_unack", unacknowledgeIncident);

/** What a person does about their own hold of an incident. */
function holding(type: "i_ack" | "i_unack", decide: typeof acknowledgeIncident): Command {
  return {
    wanted: "none",
    decide: (incident, board) => {
      const { incidentId } = incident;
      const { personId, nowMs } = board.context;
      const decision = decide(incident, board.respondersOf(incidentId), personId, nowMs);
      if (decision.outcome === "unchanged") return;
      board.changeIncident(decision.incident);
      board.setResponder(decision.responder);
      board.addFeed(incidentId, { type, detail: { progress: decision.incident.progress } });
    },
  };
}

/** Does it in one transaction, with as many alerts in memory at once as one unit of work holds. */
async function runCommand(
  database: Database,
  incidentIds: readonly string[],
  { wanted, decide }: Command,
  by: CallContext,
  context: BoardContext,
): Promise<Record<string, never>> {
  return database.transaction(async (tx) => {
    const wantedIds = [...new Set(incidentIds)];
    const channels = await lockChannelsOf(tx, wantedIds, by);
    // Every command concerns what it names, whether or not it changes it: a comment is read on the incident's page.
    const named = [...channels].map(([incidentId, { channelId }]) => ({ channelId, id: incidentId }));
    let change: Change = { incidents: changedInChannels(named) };
    const slices = wanted === "none" ? [wantedIds] : await sliceIncidents(tx, wantedIds);
    for (const slice of slices) {
      const board = await loadBoardOfIncidents(tx, slice, wanted, context);
      for (const incidentId of slice) {
        const [incident, channel] = [board.incidents.get(incidentId), channels.get(incidentId)];
        if (incident && channel) decide(incident, board, channel);
      }
      await writeBoard(tx, board);
      change = mergeChanges([change, changeOf(board)]);
    }
    await noteChange(tx, change);
    return {};
  });
}

/**
 * Locks the channels of incidents: whoever holds a channel is alone with its incidents, the path of events too. Refuses ids that are no
 * incident's. The answer is the channel of each incident.
 */
async function lockChannelsOf(
  tx: Queryable,
  incidentIds: readonly string[],
  by: CallContext,
): Promise<Map<string, FlowChannel>> {
  const places = await listIncidentPlaces(tx, incidentIds);
  const found = places.filter(({ channelId }) => !by.hiddenChannelIds.includes(channelId));
  const missing = incidentIds.find((id) => !found.some(({ incidentId }) => incidentId === id));
  if (missing) throw new Refusal("ResourceNotFound", say("no_incident", { id: missing }));
  const locked = await lockChannels(tx, [...new Set(found.map(({ channelId }) => channelId))]);
  const byId = new Map(locked.map((channel) => [channel.channelId, channel]));
  const channels = new Map<string, FlowChannel>();
  for (const { incidentId, channelId } of found) {
    const channel = byId.get(channelId);
    if (!channel || channel.isDeleted) {
      throw new Refusal("InvalidParameter", sayOf("incident_ids", "channel_gone_read_only", { id: incidentId }));
    }
    channels.set(incidentId, channel);
  }
  return channels;
}
