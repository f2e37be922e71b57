import type { Saying } from "../../contract/saying.ts";
import type { EventStatus, Severity } from "../../contract/severity.ts";
import type { IncidentProgress } from "./incident.ts";

/** The push that brought something about, and the rules that led it here where there were any (P8). */
export type Origin = { delivery_id: string; because?: string; said?: readonly Saying[] };

/**
 * Why an alert closed: its source said that it is over (A4); it had heard nothing for its join window when the next event of its key
 * came (A7); somebody resolved its incident (A6), or deleted its channel. Who it was stands beside it.
 */
type AlertClosing = { from: "event" | "window" | "channel" } | { from: "incident"; incident_id: string };

/** What a row of an alert's activity or an incident's timeline says (`spec.md` §5.11). */
export type FeedDetail =
  | { type: "a_new"; detail: { severity: Severity; status: EventStatus } & Origin }
  | { type: "a_update"; detail: { severity: Severity; status: EventStatus; progress: "Triggered" | "Closed" } }
  | { type: "a_close"; detail: AlertClosing }
  | { type: "i_new"; detail: { severity: Severity; title: string } & Origin }
  | { type: "i_ack"; detail: { progress: IncidentProgress } }
  | { type: "i_unack"; detail: { progress: IncidentProgress } }
  | { type: "i_rslv"; detail: { from: "event" | "console" } }
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
