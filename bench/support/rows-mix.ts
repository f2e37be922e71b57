import { createIdSource, hashKey, type IdSource } from "../../server/base/ids.ts";
import {
  changeRows,
  eventRow,
  INTEGRATIONS,
  integrationIdOf,
  type Kind,
  labelsOf,
  ledgerRow,
  type Now,
  type OpenAlert,
  openRows,
  type Push,
  type Row,
  TITLE,
} from "./rows-of-push.ts";

/** What pushes that share a transaction did to one alert in the end; `opened` when it was not there before. */
export type Touched = { alert: OpenAlert; opened: boolean; did: Kind };

/** What one transaction writes. */
export type Writes = {
  pushes: number;
  nowMs: number;
  touched: Touched[];
  events: Row[];
  feed: Row[];
  /** Of each recovery one under its own key, then those under its other keys. */
  recoveries: { own: Row[]; others: Row[] };
  ledger: Row[];
  /** What the hub would ask for: every key of every event, each once. */
  keys: { integrationIds: number[]; alertKeys: string[] };
  integrationIds: number[];
};

const LANES = 16;

/** Makes the writes of a hub on the mix of `bench:process`, in simulated time. */
export class RowsMix {
  // The same ids in each case, which begins with a copy of the same rows.
  private readonly newId: IdSource = createIdSource("b0b0b0", 0);
  private readonly lanes: Push[][] = Array.from({ length: LANES }, () => []);
  private readonly open: OpenAlert[] = [];
  private nowMs: number;
  private stepMs = 230;
  private refreshMoves = true;
  private made = 0;
  private lane = 0;

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** How much time passes from one transaction to the next, from now on; whether a refresh moves `updated_at`. */
  pace(stepMs: number, refreshMoves: boolean): void {
    this.stepMs = stepMs;
    this.refreshMoves = refreshMoves;
  }

  /** Alerts that open before anything is measured. */
  *opening(count: number, atOnce: number): Generator<Writes> {
    for (let left = count; left > 0; left -= atOnce) {
      const pushes = Array.from({ length: Math.min(left, atOnce) }, () => this.openOne());
      yield this.decide(pushes);
    }
  }

  /** 25 % new, 40 % refreshed, 15 % updated, 20 % recovered; a transaction takes what waits in one lane, as the hub does. */
  *transactions(events: number, atOnce: number): Generator<Writes> {
    for (let i = 0; i < events; i += 1) {
      const push = this.pick(i);
      this.lanes[(push.alert.integration + 1) % LANES]?.push(push);
    }
    let left = events;
    while (left > 0) {
      this.lane = (this.lane + 1) % LANES;
      const pushes = this.lanes[this.lane]?.splice(0, atOnce) ?? [];
      left -= pushes.length;
      if (pushes.length > 0) yield this.decide(pushes);
    }
  }

  private pick(i: number): Push {
    const kind = i % 20;
    const at = (i * 7_919) % Math.max(1, this.open.length);
    const alert = this.open[at];
    if (!alert || kind < 5) return this.openOne();
    const sourceTimeMs = this.nowMs + i;
    if (kind < 13) return { kind: "refreshed", alert, value: alert.value, sourceTimeMs };
    if (kind < 16) {
      alert.value += 1;
      return { kind: "updated", alert, value: alert.value, sourceTimeMs };
    }
    this.open[at] = this.open.at(-1) ?? alert;
    this.open.pop();
    return { kind: "recovered", alert, value: alert.value, sourceTimeMs };
  }

  private openOne(): Push {
    const entity = `e${this.made}`;
    const integration = this.made % INTEGRATIONS;
    this.made += 1;
    const key = (part: string) => hashKey([part, entity]);
    const keys = [key("own"), key("series"), key("entity")] as const;
    const alert = { integration, entity, value: 90, keys, row: {}, incident: {} };
    this.open.push(alert);
    return { kind: "opened", alert, value: 90, sourceTimeMs: this.nowMs };
  }

  private now(): Now {
    return { newId: this.newId, nowMs: this.nowMs };
  }

  private decide(pushes: readonly Push[]): Writes {
    this.nowMs += this.stepMs;
    const writes: Writes = {
      pushes: pushes.length,
      nowMs: this.nowMs,
      touched: [],
      events: [],
      feed: [],
      recoveries: { own: [], others: [] },
      ledger: [],
      keys: { integrationIds: [], alertKeys: [] },
      integrationIds: [...new Set(pushes.map(({ alert }) => integrationIdOf(alert)))].sort(),
    };
    const touched = new Map<OpenAlert, Touched>();
    for (const push of pushes) this.decideOne(push, writes, touched);
    writes.touched = [...touched.values()];
    return writes;
  }

  private decideOne(push: Push, writes: Writes, touched: Map<OpenAlert, Touched>): void {
    const { kind, alert } = push;
    const deliveryId = this.newId(this.nowMs);
    const labels = labelsOf(push);
    if (kind === "opened") openRows(push, labels, this.now());
    else changeRows(push, labels, this.nowMs, this.refreshMoves);
    const before = touched.get(alert);
    if (!before) touched.set(alert, { alert, opened: kind === "opened", did: kind });
    else if (kind !== "refreshed") before.did = kind;
    // Firing events have one key; a recovery has all under which its alert may have been opened.
    for (const alertKey of alert.keys.slice(before ? 1 : 0, kind === "recovered" ? 3 : 1)) {
      writes.keys.integrationIds.push(integrationIdOf(alert));
      writes.keys.alertKeys.push(alertKey);
    }
    if (kind !== "refreshed") writes.events.push(eventRow(push, labels, deliveryId, this.now()));
    this.addFeed(push, writes.feed, deliveryId);
    if (kind === "recovered") rememberRecovery(push, writes, this.nowMs);
    writes.ledger.push(ledgerRow(push, deliveryId, this.nowMs));
  }

  private addFeed({ kind, alert }: Push, feed: Row[], delivery_id: string): void {
    const { alertId, incidentId } = alert.row;
    const add = (refId: unknown, type: string, detail: object) => {
      const at = { createdAt: this.nowMs, updatedAt: this.nowMs };
      feed.push({ refId, feedId: this.newId(this.nowMs), type, detail, creatorId: 0, ...at });
    };
    if (kind === "opened") {
      add(alertId, "a_new", { severity: "Critical", status: "Critical", delivery_id });
      add(incidentId, "i_new", { severity: "Critical", title: TITLE, delivery_id });
    }
    const progress = kind === "recovered" ? "Closed" : "Triggered";
    const status = kind === "recovered" ? "Ok" : "Critical";
    if (kind === "updated" || kind === "recovered")
      add(alertId, "a_update", { severity: "Critical", status, progress });
    if (kind !== "recovered") return;
    add(alertId, "a_close", { from: "event" });
    add(incidentId, "i_rslv", { from: "event" });
  }
}

function rememberRecovery({ alert, sourceTimeMs }: Push, { recoveries }: Writes, receivedAt: number): void {
  const [own, ...others] = alert.keys.map((alertKey) => {
    return { integrationId: integrationIdOf(alert), alertKey, sourceTimeMs, receivedAt };
  });
  if (own) recoveries.own.push(own);
  recoveries.others.push(...others);
}
