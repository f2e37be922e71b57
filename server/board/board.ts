import type { Alert, AlertEvent } from "../alerts/alert.ts";
import { closeAlert, reopenAlert } from "../alerts/alert-decision.ts";
import type { Recovery } from "../alerts/recovery.ts";
import type { IdSource } from "../base/ids.ts";
import { UndoLog } from "../base/undo-log.ts";
import type { AlertClosing, FeedDetail, FeedRow } from "../incidents/feed.ts";
import type { Incident } from "../incidents/incident.ts";
import {
  closeIncident,
  endsWithAlerts,
  followAlert,
  type IncidentClosing,
  reopenIncident,
} from "../incidents/incident-transitions.ts";
import type { Responder } from "../incidents/responder.ts";
import type { Timer } from "../timers/timer.ts";

/** What a unit of work found in the database, behind the locks of its channels. */
export type Loaded = {
  alerts: readonly Alert[];
  incidents: readonly Incident[];
  recoveries: readonly Recovery[];
  responders: readonly Responder[];
};

/** Ids and time come from outside, so that the same inputs give the same outcome (P9). `personId` 0 is the hub itself. */
export type BoardContext = { newId: IdSource; nowMs: number; personId: number };

/** Timers to be set; ids are the board's. */
export type NewTimer = Omit<Timer, "timerId">;

/**
 * The unit of work: alerts, incidents and all that hangs on them, loaded behind the locks of their channels, decided on in memory,
 * and written once (`write-board.ts`). Processing, people's commands, the end of a channel and timers all change alerts and incidents
 * here and nowhere else, so that what must follow from a change, as timers ending with their incident, stands in one place.
 */
export class Board {
  readonly context: BoardContext;
  /** By id: as they were loaded, and as they are now. */
  readonly loadedAlerts: ReadonlyMap<string, Alert>;
  readonly alerts = new Map<string, Alert>();
  readonly incidents = new Map<string, Incident>();
  /** Ids of what is new, and of what was there and changed. */
  readonly newAlerts = new Set<string>();
  readonly changedAlerts = new Set<string>();
  readonly newIncidents = new Set<string>();
  readonly changedIncidents = new Set<string>();
  readonly events: AlertEvent[] = [];
  readonly feed: FeedRow[] = [];
  /** By integration and key. */
  readonly newRecoveries = new Map<string, Recovery>();
  /** By incident and person. */
  readonly newResponders = new Map<string, Responder>();
  /** By ref, kind and key. */
  readonly newTimers = new Map<string, Timer>();
  /** Incidents whose timers end. */
  readonly timerlessRefs = new Set<string>();
  readonly firedTimers: string[] = [];

  /** The open alert of a key by channel, by integration and key; null where it closed. */
  readonly #open = new Map<string, Map<number, string | null>>();
  readonly #openChannels: ReadonlySet<number>;
  readonly #recoveries = new Map<string, Recovery>();
  readonly #responders = new Map<string, Responder[]>();
  /** Ids of alerts that were open when loaded, or opened since, by incident. */
  readonly #alertsOf = new Map<string, Set<string>>();
  readonly #log = new UndoLog();

  constructor({ alerts, incidents, recoveries, responders }: Loaded, context: BoardContext) {
    this.context = context;
    this.loadedAlerts = new Map(alerts.map((alert) => [alert.alertId, alert]));
    const channels = new Set<number>();
    for (const alert of alerts) {
      this.alerts.set(alert.alertId, alert);
      if (alert.progress === "Triggered") {
        channels.add(alert.channelId);
        this.#setOpen(alert, alert.alertId);
      }
      if (alert.incidentId) addTo(this.#alertsOf, alert.incidentId, alert.alertId);
    }
    for (const incident of incidents) this.incidents.set(incident.incidentId, incident);
    for (const recovery of recoveries) this.#recoveries.set(keyOf(recovery.integrationId, recovery.alertKey), recovery);
    for (const responder of responders) {
      const known = this.#responders.get(responder.incidentId);
      if (known) known.push(responder);
      else this.#responders.set(responder.incidentId, [responder]);
    }
    this.#openChannels = channels;
  }

  /** Does `work` whole or not at all: when it throws, the board is as it was, and the error goes on. */
  attempt<T>(work: () => T): T {
    return this.#log.attempt(work);
  }

  /** The channels in which alerts were open when the board was loaded. */
  channelsAtLoad(): ReadonlySet<number> {
    return this.#openChannels;
  }

  /** The open alert of a key in a channel. */
  findOpen(integrationId: number, channelId: number, alertKey: string): Alert | null {
    const id = this.#open.get(keyOf(integrationId, alertKey))?.get(channelId);
    return id ? (this.alerts.get(id) ?? null) : null;
  }

  /** The channels in which a key is open. */
  listOpenChannels(integrationId: number, alertKey: string): number[] {
    const channels: number[] = [];
    for (const [channelId, id] of this.#open.get(keyOf(integrationId, alertKey)) ?? [])
      if (id) channels.push(channelId);
    return channels;
  }

  /** When the key last recovered by its source's clock, in milliseconds; null when it never did. */
  recoveredAt(integrationId: number, alertKey: string): number | null {
    return this.#recoveries.get(keyOf(integrationId, alertKey))?.sourceTimeMs ?? null;
  }

  respondersOf(incidentId: string): readonly Responder[] {
    return this.#responders.get(incidentId) ?? [];
  }

  /** The alerts of an incident, as far as they were loaded or came since. */
  alertsOf(incidentId: string): Alert[] {
    return [...(this.#alertsOf.get(incidentId) ?? [])].flatMap((id) => this.alerts.get(id) ?? []);
  }

  addAlert(alert: Alert): void {
    this.#log.add(this.newAlerts, alert.alertId);
    this.#setAlert(alert);
  }

  /** The alert is another one now; its incident is told by `followAlert`. */
  changeAlert(alert: Alert): void {
    if (!this.newAlerts.has(alert.alertId)) this.#log.add(this.changedAlerts, alert.alertId);
    this.#setAlert(alert);
  }

  addIncident(incident: Incident): void {
    this.#log.add(this.newIncidents, incident.incidentId);
    this.#setIncident(incident);
  }

  changeIncident(incident: Incident): void {
    if (!this.newIncidents.has(incident.incidentId)) this.#log.add(this.changedIncidents, incident.incidentId);
    this.#setIncident(incident);
  }

  /** Puts a new alert into an incident. */
  attach(alert: Alert, incidentId: string): void {
    const known = this.#alertsOf.get(incidentId) ?? new Set();
    this.#log.put(this.#alertsOf, incidentId, known);
    this.#log.add(known, alert.alertId);
    this.changeAlert({ ...alert, incidentId });
  }

  /** An incident follows one of its alerts, and ends with the last of them that was open, unless its channel keeps incidents open. */
  followAlert(before: Alert, after: Alert, autoCloses: boolean): void {
    const held = after.incidentId === null ? undefined : this.incidents.get(after.incidentId);
    if (!held) return;
    const followed = followAlert(held, before, after, this.context.nowMs);
    if (followed === held) return;
    if (endsWithAlerts(followed, autoCloses)) this.closeIncident(followed, { from: "event", endTime: after.endTime });
    else this.changeIncident(followed);
  }

  /** Closes an open alert for a reason that is no event of its own; its activity says so. */
  closeAlert(alert: Alert, why: AlertClosing): Alert {
    const closed = closeAlert(alert, this.context.nowMs);
    this.changeAlert(closed);
    this.addFeed(alert.alertId, { type: "a_close", detail: why });
    return closed;
  }

  /** Ends an incident, whatever ends it: its open alerts and its timers end with it, and its timeline says so. */
  closeIncident(incident: Incident, by: IncidentClosing, why?: AlertClosing): void {
    const { nowMs } = this.context;
    const { incidentId } = incident;
    let counted = incident;
    for (const alert of this.alertsOf(incidentId)) {
      if (alert.progress !== "Triggered") continue;
      const from = by.from === "autorslv" ? "autorslv" : "incident";
      const closed = this.closeAlert(alert, why ?? { from, incident_id: incidentId });
      counted = followAlert(counted, alert, closed, nowMs);
    }
    this.changeIncident(closeIncident(counted, by, nowMs));
    this.#log.add(this.timerlessRefs, incidentId);
    this.addFeed(incidentId, { type: "i_rslv", detail: { from: by.from } });
  }

  /**
   * Opens a closed incident again, and those of its alerts that closed without recovering, but where a newer one of their key is open
   * (A9). Of several that closed under one key the newest opens (P4).
   */
  reopenIncident(incident: Incident, reason: string): void {
    const { nowMs } = this.context;
    let counted = reopenIncident(incident, nowMs);
    const closed = this.alertsOf(incident.incidentId).filter(
      ({ progress, status }) => progress === "Closed" && status !== "Ok",
    );
    for (const alert of closed.sort((a, b) => (a.alertId < b.alertId ? 1 : -1))) {
      if (this.findOpen(alert.integrationId, alert.channelId, alert.alertKey)) continue;
      const open = reopenAlert(alert, nowMs);
      this.changeAlert(open);
      counted = followAlert(counted, alert, open, nowMs);
    }
    this.changeIncident(counted);
    for (const responder of this.respondersOf(incident.incidentId)) {
      if (responder.acknowledgedTime > 0) this.setResponder({ ...responder, acknowledgedTime: 0 });
    }
    this.addFeed(incident.incidentId, { type: "i_reopen", detail: { reason } });
  }

  /** A responder is new, or has acknowledged, or takes that back. */
  setResponder(responder: Responder): void {
    const { incidentId, personId } = responder;
    const others = this.respondersOf(incidentId).filter((one) => one.personId !== personId);
    this.#log.put(this.#responders, incidentId, [...others, responder]);
    this.#log.put(this.newResponders, `${incidentId} ${personId}`, responder);
  }

  addEvent(event: AlertEvent): void {
    this.#log.append(this.events, event);
  }

  /** Adds a row to a timeline or an activity, by whoever the unit of work is for. */
  addFeed(refId: string, row: FeedDetail): void {
    const { newId, nowMs, personId } = this.context;
    const made = { refId, feedId: newId(nowMs), creatorId: personId, createdAt: nowMs, updatedAt: nowMs };
    this.#log.append(this.feed, { ...row, ...made });
  }

  /** Sets a timer; one of the same ref, kind and key is moved. */
  addTimer(timer: NewTimer): void {
    const { newId, nowMs } = this.context;
    this.#log.put(this.newTimers, `${timer.ref} ${timer.kind} ${timer.key}`, { ...timer, timerId: newId(nowMs) });
  }

  /** An incident that opens now, or again, ends by itself after the time that its channel says, if any. */
  setAutoResolve({ incidentId: ref, channelId }: Incident, { autoResolveMs }: { autoResolveMs: number }): void {
    if (autoResolveMs === 0) return;
    const { nowMs } = this.context;
    const about = { kind: "auto_resolve", channelId, ref, key: "", generation: 0 } as const;
    this.addTimer({ ...about, dueAt: nowMs + autoResolveMs, detail: { sinceMs: nowMs } });
  }

  /** The timer did what it was for. */
  endTimer({ timerId }: Timer): void {
    this.#log.append(this.firedTimers, timerId);
  }

  /** From now on firing events of this key that are older, by their source's clock, come too late. */
  rememberRecovery(recovery: Recovery): void {
    const key = keyOf(recovery.integrationId, recovery.alertKey);
    const before = this.#recoveries.get(key)?.sourceTimeMs ?? Number.NEGATIVE_INFINITY;
    const latest = recovery.sourceTimeMs >= before ? recovery : { ...recovery, sourceTimeMs: before };
    this.#log.put(this.#recoveries, key, latest);
    this.#log.put(this.newRecoveries, key, latest);
  }

  #setAlert(alert: Alert): void {
    this.#log.put(this.alerts, alert.alertId, alert);
    this.#setOpen(alert, alert.progress === "Triggered" ? alert.alertId : null);
  }

  #setIncident(incident: Incident): void {
    this.#log.put(this.incidents, incident.incidentId, incident);
  }

  #setOpen({ integrationId, channelId, alertKey, alertId }: Alert, open: string | null): void {
    const key = keyOf(integrationId, alertKey);
    let channels = this.#open.get(key);
    if (!channels) {
      channels = new Map();
      this.#open.set(key, channels);
    }
    // A closed alert may change after its successor opened.
    if (open === null && channels.get(channelId) !== alertId) return;
    this.#log.put(channels, channelId, open);
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, item: string): void {
  const known = sets.get(key);
  if (known) known.add(item);
  else sets.set(key, new Set([item]));
}

function keyOf(integrationId: number, alertKey: string): string {
  return `${integrationId} ${alertKey}`;
}
