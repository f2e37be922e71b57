import type { Verdict } from "../../contract/verdicts.ts";
import { aliyunBody, prometheusBody } from "./bodies.ts";

/** `mix`: 25 % new, 40 % refreshed, 15 % updated, 20 % recovered. `refreshed` says again what a `new` of the same name opened. */
export const LOAD_KINDS = ["mix", "new", "refreshed"] as const;
export type LoadKind = (typeof LOAD_KINDS)[number];

export const LOAD_SOURCES = ["aliyun-prometheus", "prometheus"] as const;
export type LoadSource = (typeof LOAD_SOURCES)[number];

export type LoadOptions = {
  kind: LoadKind;
  source: LoadSource;
  /** Names of two loads tell their alerts apart. */
  name: string;
  /** Counts how often alerts of this name were sent. */
  seen: number;
  events: number;
  eventsPerBody: number;
  connections: number;
  /** Whether each alert has a title of its own. */
  ownTitles: boolean;
};

/** What is to be sent, and what should become of it. An alert stays on one connection, so that its events keep their order. */
export type ProcessingLoad = {
  /** Bodies in order, by connection. */
  queues: object[][];
  bodies: number;
  events: number;
  planned: ReadonlyMap<Verdict, number>;
};

type Event = { entity: string; value: number; verdict: "opened" | "refreshed" | "updated" | "recovered" };

/** How far in the past the first event happened by its sender's clock; later ones follow it by a millisecond each. */
const STARTED_MS_AGO = 60_000;

/** Plans a load. Events are shared out evenly, in whole bodies, so there may be a few less than asked for. */
export function planLoad(options: LoadOptions, nowMs: number): ProcessingLoad {
  const { events, eventsPerBody, connections } = options;
  const bodiesEach = Math.max(1, Math.floor(events / eventsPerBody / connections));
  const planned = new Map<Verdict, number>();
  const clock = { timeMs: nowMs - STARTED_MS_AGO };
  const queues = Array.from({ length: Math.min(connections, Math.ceil(events / eventsPerBody)) }, (_, connection) => {
    const made = eventsOf(options.kind, `${options.name}-c${connection}`, bodiesEach * eventsPerBody, connection);
    for (const { verdict } of made) planned.set(verdict, (planned.get(verdict) ?? 0) + 1);
    return Array.from({ length: bodiesEach }, (_, i) =>
      bodyOf(options, made.slice(i * eventsPerBody, (i + 1) * eventsPerBody), clock),
    );
  });
  const bodies = queues.length * bodiesEach;
  return { queues, bodies, events: bodies * eventsPerBody, planned };
}

function eventsOf(kind: LoadKind, name: string, count: number, shift: number): Event[] {
  if (kind === "mix") return mix(name, count, shift);
  const verdict = kind === "new" ? "opened" : "refreshed";
  return Array.from({ length: count }, (_, i) => ({ entity: `${name}-e${i}`, value: 90, verdict }));
}

/** In an order that keeps what is planned possible; `shift` lets connections be at different places of it. */
function mix(name: string, count: number, shift: number): Event[] {
  const open: { entity: string; value: number }[] = [];
  let made = 0;
  return Array.from({ length: count }, (_, i) => {
    const kind = (i + shift * 7) % 20;
    const old = open[(i * 7_919) % Math.max(1, open.length)];
    if (!old || kind < 5) {
      const alert = { entity: `${name}-e${made++}`, value: 90 };
      open.push(alert);
      return { ...alert, verdict: "opened" };
    }
    if (kind < 13) return { ...old, verdict: "refreshed" };
    if (kind < 16) {
      old.value += 1;
      return { ...old, verdict: "updated" };
    }
    open.splice(open.indexOf(old), 1);
    return { ...old, verdict: "recovered" };
  });
}

function bodyOf({ source, seen, ownTitles }: LoadOptions, events: readonly Event[], clock: { timeMs: number }): object {
  const titleOf = (entity: string) => (ownTitles ? { title: `Pod memory usage of ${entity} > 90%` } : {});
  if (source === "prometheus") {
    const first = clock.timeMs;
    clock.timeMs += events.length;
    return prometheusBody(
      events.map(({ entity, value, verdict }, i) => ({
        ...{ entity, value, isRecovery: verdict === "recovered", ...titleOf(entity) },
        // Unlike all others of its alert, or it would be a repeat.
        seen: seen + first + i,
      })),
    );
  }
  const bodies = events.map(({ entity, value, verdict }) => {
    clock.timeMs += 1;
    const status = verdict === "recovered" ? "RECOVERED" : "OCCURRED";
    return aliyunBody({ entity, value, status, timeMs: clock.timeMs, ...titleOf(entity) });
  });
  return bodies.length === 1 ? (bodies[0] ?? {}) : bodies;
}
