import type { Saying } from "../../contract/saying.ts";
import type { Severity } from "../../contract/severity.ts";
import type { IncidentProgress } from "./incident.ts";

/** The push that brought something about, and the rules that led it here where there were any (P8). */
export type Origin = { delivery_id: string; because?: string; said?: readonly Saying[] };

/**
 * Why an alert closed, where no event of its own says so: it had heard nothing for its join window when the next event of its key came
 * (A7); its incident was resolved, by somebody or by the timer of its channel (A6); its channel was deleted. Who it was stands beside it.
 */
export type AlertClosing = { from: "window" | "channel" } | { from: "incident" | "autorslv"; incident_id: string };

/**
 * What a row of an incident's timeline says, or one of an alert's activity. What an event did to its alert is not written down a second
 * time: those rows (`a_new`, `a_update`, `a_close` by its source) are read from the events (`feed-store.ts`).
 */
export type FeedDetail =
  | { type: "a_close"; detail: AlertClosing }
  | { type: "i_new"; detail: { severity: Severity; title: string } & Origin }
  | { type: "i_ack"; detail: { progress: IncidentProgress } }
  | { type: "i_unack"; detail: { progress: IncidentProgress } }
  | { type: "i_rslv"; detail: { from: "event" | "console" | "autorslv" } }
  | { type: "i_reopen"; detail: { reason: string } }
  | { type: "i_comm"; detail: { comment: string; mute_reply: boolean } };

/** One row; times are milliseconds, `creatorId` 0 is the system. */
export type FeedRow = FeedDetail & {
  /** The alert or incident it belongs to. */
  refId: string;
  feedId: string;
  creatorId: number;
  createdAt: number;
  updatedAt: number;
};
