import { hours, seconds } from "./moving-clock.ts";

/** An event as a story of many events tells it. */
export type ModelEvent = {
  key: string;
  status: "Critical" | "Warning" | "Info" | "Ok";
  message: string;
  /** By the source's clock, and on arrival. */
  happenedAt: number;
  receivedAt: number;
};

/** What a verdict says, and in which channel; 0 where none was reached. */
export type ModelVerdict = readonly [channelId: number, verdict: string];

type Open = { event: ModelEvent; openedBy: number; events: number };

/**
 * What docs/reference/rules.md says of alerts, as plainly as it can be said: which verdict each event gets in which channel. It knows nothing of
 * batches, boards and rows.
 */
export type AlertModel = {
  apply(event: ModelEvent, routedTo: readonly number[]): ModelVerdict[];
  /** How often each key was opened in each channel, and whether it is open: `channel key` → `[opened, isOpen, events]`. */
  alerts(): Map<string, { opened: number; isOpen: boolean; events: number }>;
};

/** A model of one integration without anything open. */
export function createAlertModel(): AlertModel {
  const open = new Map<string, Open>();
  const opened = new Map<string, number>();
  const events = new Map<string, number>();
  const recoveredAt = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

  const recover = (event: ModelEvent): ModelVerdict[] => {
    const verdicts: ModelVerdict[] = [];
    for (const [name, { openedBy }] of open) {
      const [channelId, key] = name.split(" ");
      if (key !== event.key) continue;
      const isLate = event.happenedAt < openedBy;
      verdicts.push([Number(channelId), isLate ? "late" : "recovered"]);
      if (isLate) continue;
      open.delete(name);
      add(events, name);
    }
    const at = Math.min(event.happenedAt, event.receivedAt);
    recoveredAt.set(event.key, Math.max(at, recoveredAt.get(event.key) ?? 0));
    return verdicts.length > 0 ? verdicts.sort(([a], [b]) => a - b) : [[0, "no_open_alert"]];
  };

  const fire = (event: ModelEvent, channelId: number): ModelVerdict => {
    const name = `${channelId} ${event.key}`;
    if (event.happenedAt < (recoveredAt.get(event.key) ?? 0)) return [channelId, "late"];
    const before = open.get(name);
    const verdict = compare(event, before?.event);
    const openedBy = verdict === "opened" || !before ? Math.min(event.happenedAt, event.receivedAt) : before.openedBy;
    if (verdict === "opened") add(opened, name);
    if (verdict === "opened" || verdict === "updated") add(events, name);
    if (verdict !== "repeated") open.set(name, { event, openedBy, events: events.get(name) ?? 0 });
    return [channelId, verdict];
  };

  return {
    apply: (event, routedTo) => (event.status === "Ok" ? recover(event) : routedTo.map((id) => fire(event, id))),
    alerts: () =>
      new Map(
        [...opened].map(([name, count]) => [
          name,
          { opened: count, isOpen: open.has(name), events: events.get(name) ?? 0 },
        ]),
      ),
  };
}

function compare(event: ModelEvent, latest: ModelEvent | undefined): string {
  if (!latest || event.receivedAt - latest.receivedAt > hours(24)) return "opened";
  const isSame = event.status === latest.status && event.message === latest.message;
  const isSoon = event.receivedAt - latest.receivedAt <= seconds(10);
  if (isSame && isSoon && event.happenedAt === latest.happenedAt) return "repeated";
  return isSame ? "refreshed" : "updated";
}
