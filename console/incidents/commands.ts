import { INPUT_LIMITS } from "../../contract/limits.ts";
import {
  incidentAck,
  incidentComment,
  incidentReopen,
  incidentResolve,
  incidentUnack,
} from "../../contract/operations/incident.ts";
import { call } from "../api/call.ts";

/** What a person can do to incidents, with what they say about it. */
export type IncidentCommand =
  | { name: "ack" | "unack" }
  | { name: "resolve"; rootCause: string; resolution: string }
  | { name: "reopen"; reason: string }
  | { name: "comment"; comment: string };

/** Does it to these incidents, a hundred at a time. */
export async function sendCommand(incidentIds: readonly string[], command: IncidentCommand): Promise<void> {
  for (let first = 0; first < incidentIds.length; first += INPUT_LIMITS.incidentsMax) {
    await send(incidentIds.slice(first, first + INPUT_LIMITS.incidentsMax), command);
  }
}

function send(incident_ids: string[], command: IncidentCommand): Promise<unknown> {
  switch (command.name) {
    case "ack":
      return call(incidentAck, { incident_ids });
    case "unack":
      return call(incidentUnack, { incident_ids });
    case "resolve": {
      const { rootCause, resolution } = command;
      // What is left empty must not wipe out what somebody wrote before.
      const findings = { ...(rootCause && { root_cause: rootCause }), ...(resolution && { resolution }) };
      return call(incidentResolve, { incident_ids, ...findings });
    }
    case "reopen":
      return call(incidentReopen, { incident_ids, reason: command.reason });
    case "comment":
      return call(incidentComment, { incident_ids, comment: command.comment });
  }
}
