import type { Alert, AlertEvent } from "../alerts/alert.ts";
import {
  type AlertKey,
  insertAlertEvents,
  insertAlerts,
  listOpenAlerts,
  listRecoveries,
  type Recovery,
  updateAlerts,
  upsertRecoveries,
} from "../alerts/alert-store.ts";
import type { FeedRow } from "../incidents/feed.ts";
import type { Incident } from "../incidents/incident.ts";
import { insertFeedRows, insertIncidents, listIncidents, updateIncidents } from "../incidents/incident-store.ts";
import type { Queryable } from "../storage/database.ts";

/**
 * What one push does, held back until the push is decided whole: a decision that throws half-way leaves the board as it was.
 * Reads see the push's own changes first.
 */
export type Draft = {
  /** The open alert of a key in a channel. */
  findOpen(integrationId: number, channelId: number, alertKey: string): Alert | null;
  /** The channels in which a key is open. */
  listOpenChannels(integrationId: number, alertKey: string): number[];
  /** When the key last recovered by its source's clock. */
  recoveredAt(integrationId: number, alertKey: string): number | null;
  findIncident(incidentId: string): Incident | null;
  addAlert(alert: Alert): void;
  changeAlert(alert: Alert): void;
  addIncident(incident: Incident): void;
  changeIncident(incident: Incident): void;
  addEvent(event: AlertEvent): void;
  addFeed(row: FeedRow): void;
  rememberRecovery(recovery: Recovery): void;
  /** Makes the push's changes the board's. */
  keep(): void;
};

/** The alerts and incidents a batch touches, decided on in memory and written once. */
export type Board = {
  /** An empty draft. There is one at a time: what an earlier one did not keep is forgotten. */
  draft(): Draft;
  /** The channels in which one of the keys was open when the board was loaded. */
  channels(): number[];
  /** Writes every kept change, set by set. */
  write(tx: Queryable): Promise<void>;
  /** The alerts and incidents that are new or changed. */
  changed(): Changed;
  /** Their titles. */
  titles(): Iterable<string>;
};

/** What a batch changed, for whoever looks at it. */
export type Changed = { alerts: Iterable<Alert>; incidents: Iterable<Incident> };

/** Loads what is open for these keys. Only what lies in locked channels may be decided about. */
export async function loadBoard(tx: Queryable, keys: readonly AlertKey[]): Promise<Board> {
  const open = await listOpenAlerts(tx, keys);
  const recoveries = await listRecoveries(tx, keys);
  const incidentIds = open.flatMap((alert) => alert.incidentId ?? []);
  const incidents = await listIncidents(tx, [...new Set(incidentIds)]);
  return createBoard(open, incidents, recoveries);
}

type Changes = {
  /** By id; the latest state of everything new or changed. */
  alerts: Map<string, Alert>;
  incidents: Map<string, Incident>;
  newAlerts: Set<string>;
  newIncidents: Set<string>;
  /** Open alerts by channel, by integration and key; null where the open one closed. */
  open: Map<string, Map<number, Alert | null>>;
  recoveries: Map<string, Recovery>;
  events: AlertEvent[];
  feed: FeedRow[];
};

function createBoard(open: readonly Alert[], incidents: readonly Incident[], recoveries: readonly Recovery[]): Board {
  const base = emptyChanges();
  for (const alert of open) setOpen(base, alert);
  const known = new Map(incidents.map((incident) => [incident.incidentId, incident]));
  const recovered = new Map(recoveries.map((recovery) => [keyOf(recovery.integrationId, recovery.alertKey), recovery]));
  const own = emptyChanges();
  const draft = createDraft(base, own, known, recovered);
  return {
    draft: () => {
      forget(own);
      return draft;
    },
    channels: () => [...new Set(open.map(({ channelId }) => channelId))],
    write: async (tx) => {
      const isNewAlert = ({ alertId }: Alert) => base.newAlerts.has(alertId);
      const isNewIncident = ({ incidentId }: Incident) => base.newIncidents.has(incidentId);
      const [newIncidents, changedIncidents] = partition([...base.incidents.values()], isNewIncident);
      const [newAlerts, changedAlerts] = partition([...base.alerts.values()], isNewAlert);
      // Closing before opening: an alert whose join window is over makes room for its successor in the index of open keys.
      await updateAlerts(tx, changedAlerts);
      await insertAlerts(tx, newAlerts);
      await updateIncidents(tx, changedIncidents);
      await insertIncidents(tx, newIncidents);
      await insertAlertEvents(tx, base.events);
      await insertFeedRows(tx, base.feed);
      await upsertRecoveries(tx, [...base.recoveries.values()]);
    },
    titles: () => [...base.alerts.values(), ...base.incidents.values()].map(({ title }) => title),
    changed: () => ({ alerts: base.alerts.values(), incidents: base.incidents.values() }),
  };
}

function createDraft(
  base: Changes,
  own: Changes,
  known: ReadonlyMap<string, Incident>,
  recovered: ReadonlyMap<string, Recovery>,
): Draft {
  const openIn = (integrationId: number, channelId: number, alertKey: string): Alert | null => {
    const key = keyOf(integrationId, alertKey);
    const changed = own.open.get(key)?.get(channelId);
    return changed === undefined ? (base.open.get(key)?.get(channelId) ?? null) : changed;
  };
  return {
    findOpen: openIn,
    listOpenChannels: (integrationId, alertKey) => {
      const key = keyOf(integrationId, alertKey);
      const channels = new Set([...(base.open.get(key)?.keys() ?? []), ...(own.open.get(key)?.keys() ?? [])]);
      return [...channels].filter((channelId) => openIn(integrationId, channelId, alertKey)).sort((a, b) => a - b);
    },
    recoveredAt: (integrationId, alertKey) => {
      const key = keyOf(integrationId, alertKey);
      const times = [own, base].flatMap((changes) => changes.recoveries.get(key)?.sourceTimeMs ?? []);
      const stored = recovered.get(key)?.sourceTimeMs;
      if (stored !== undefined) times.push(stored);
      return times.length === 0 ? null : Math.max(...times);
    },
    findIncident: (id) => own.incidents.get(id) ?? base.incidents.get(id) ?? known.get(id) ?? null,
    addAlert: (alert) => {
      own.newAlerts.add(alert.alertId);
      setAlert(own, alert);
    },
    changeAlert: (alert) => setAlert(own, alert),
    addIncident: (incident) => {
      own.newIncidents.add(incident.incidentId);
      own.incidents.set(incident.incidentId, incident);
    },
    changeIncident: (incident) => {
      own.incidents.set(incident.incidentId, incident);
    },
    addEvent: (event) => {
      own.events.push(event);
    },
    addFeed: (row) => {
      own.feed.push(row);
    },
    rememberRecovery: (recovery) => {
      const key = keyOf(recovery.integrationId, recovery.alertKey);
      const before = own.recoveries.get(key)?.sourceTimeMs ?? Number.NEGATIVE_INFINITY;
      own.recoveries.set(key, { ...recovery, sourceTimeMs: Math.max(before, recovery.sourceTimeMs) });
    },
    keep: () => merge(base, own),
  };
}

function merge(base: Changes, own: Changes): void {
  for (const alert of own.alerts.values()) base.alerts.set(alert.alertId, alert);
  for (const incident of own.incidents.values()) base.incidents.set(incident.incidentId, incident);
  for (const id of own.newAlerts) base.newAlerts.add(id);
  for (const id of own.newIncidents) base.newIncidents.add(id);
  for (const [key, channels] of own.open) {
    for (const [channelId, alert] of channels) openChannelsOf(base, key).set(channelId, alert);
  }
  for (const [key, recovery] of own.recoveries) {
    const before = base.recoveries.get(key)?.sourceTimeMs ?? Number.NEGATIVE_INFINITY;
    base.recoveries.set(key, { ...recovery, sourceTimeMs: Math.max(before, recovery.sourceTimeMs) });
  }
  for (const event of own.events) base.events.push(event);
  for (const row of own.feed) base.feed.push(row);
}

function emptyChanges(): Changes {
  return {
    alerts: new Map(),
    incidents: new Map(),
    newAlerts: new Set(),
    newIncidents: new Set(),
    open: new Map(),
    recoveries: new Map(),
    events: [],
    feed: [],
  };
}

/** A push has a handful of changes; making new collections for each would cost more than deciding. */
function forget(changes: Changes): void {
  const { alerts, incidents, newAlerts, newIncidents, open, recoveries } = changes;
  for (const collection of [alerts, incidents, newAlerts, newIncidents, open, recoveries]) collection.clear();
  changes.events.length = 0;
  changes.feed.length = 0;
}

function setAlert(changes: Changes, alert: Alert): void {
  changes.alerts.set(alert.alertId, alert);
  const key = keyOf(alert.integrationId, alert.alertKey);
  openChannelsOf(changes, key).set(alert.channelId, alert.progress === "Triggered" ? alert : null);
}

function setOpen(changes: Changes, alert: Alert): void {
  openChannelsOf(changes, keyOf(alert.integrationId, alert.alertKey)).set(alert.channelId, alert);
}

function openChannelsOf(changes: Changes, key: string): Map<number, Alert | null> {
  const found = changes.open.get(key);
  if (found) return found;
  const made = new Map<number, Alert | null>();
  changes.open.set(key, made);
  return made;
}

function keyOf(integrationId: number, alertKey: string): string {
  return `${integrationId} ${alertKey}`;
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
