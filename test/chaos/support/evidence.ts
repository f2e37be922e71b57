import type { EventVerdict } from "../../../server/ledger/ledger.ts";
import type { Mark, SentEvent } from "./story.ts";

/** A ledger row with the attempt and the events that its journal bytes hold. */
export type FoundDelivery = {
  deliveryId: string;
  mark: Mark;
  events: readonly SentEvent[];
  outcome: string;
  because: string;
  verdicts: readonly EventVerdict[];
};

export type FoundEvent = { eventId: string; alertId: string; mark: string };

export type FoundAlert = {
  alertId: string;
  incidentId: string | null;
  alertKey: string;
  progress: string;
  eventCnt: number;
};

export type FoundIncident = {
  incidentId: string;
  progress: string;
  alertCnt: number;
  activeAlertCnt: number;
  alertEventCnt: number;
  closeTime: number;
};

/** What the database holds of one sender. Deliveries are in the order of processing, events in the order of their ids. */
export type Evidence = {
  deliveries: readonly FoundDelivery[];
  events: readonly FoundEvent[];
  alerts: readonly FoundAlert[];
  incidents: readonly FoundIncident[];
};
