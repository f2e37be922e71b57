import type { LiveEvent } from "../../contract/live.ts";

/**
 * What an event says about what was read. Queries are named `[noun, verb, what, …]`: a list may be narrowed to one owner, as the
 * incidents of a channel, and what is not a list is about one id. Null stands for any.
 */
export type Touched = {
  noun: string;
  verbs: readonly string[] | null;
  ids: ReadonlySet<string> | null;
  owners: ReadonlySet<string> | null;
};

/** What is shown of a channel that moves with its incidents. */
const COUNTED = ["list", "info"];
/** What is shown of an integration beside its latest event time. */
const COUNTS_OF_PUSHES = ["activity"];
const EVERYTHING: Touched = { noun: "*", verbs: null, ids: null, owners: null };

/** What an event touches. The latest event time is not among it: that is taken over from the event itself. */
export function touchedBy(event: LiveEvent): Touched[] {
  switch (event.name) {
    case "resync":
      return [EVERYTHING];
    case "integration.last_time":
      return [];
    case "delivery.new":
      return touchedByPushes(event.data.items.map((item) => item.integration_id));
    case "alert.changed":
      return [...new Set(["alert", "alert-event"])].map((noun) => ({
        ...{ noun, verbs: null, owners: namesOf(event.data.items.map((item) => item.channel_id)) },
        ids: event.data.items.some((item) => item.has_more)
          ? null
          : namesOf(event.data.items.flatMap((item) => item.alert_ids)),
      }));
    case "incident.changed":
      return [
        {
          ...{ noun: "incident", verbs: null, owners: namesOf(event.data.items.map((item) => item.channel_id)) },
          ids: event.data.items.some((item) => item.has_more)
            ? null
            : namesOf(event.data.items.flatMap((item) => item.incident_ids)),
        },
      ];
    case "channel.changed":
      return [
        {
          noun: "channel",
          verbs: COUNTED,
          ids: namesOf(event.data.items.map((item) => item.channel_id)),
          owners: null,
        },
      ];
    case "config.changed":
      return event.data.items.flatMap(touchedByEdit);
  }
}

function all(nouns: readonly string[]): Touched[] {
  return nouns.map((noun) => ({ noun, verbs: null, ids: null, owners: null }));
}

function touchedByPushes(integrationIds: readonly number[]): Touched[] {
  const ids = namesOf(integrationIds);
  return [
    { noun: "delivery", verbs: null, ids, owners: ids },
    { noun: "integration", verbs: COUNTS_OF_PUSHES, ids, owners: null },
    ...all(["onboarding"]),
  ];
}

type Edit = Extract<LiveEvent, { name: "config.changed" }>["data"]["items"][number];

/** Edits are seldom, and names of what was edited stand beside many things: reading too much is better than showing an old name. */
function touchedByEdit({ noun, id }: Edit): Touched[] {
  const own = { verbs: null, ids: namesOf([id]), owners: null };
  switch (noun) {
    case "channel":
      return all(["channel", "integration", "incident", "alert", "onboarding"]);
    case "integration":
      return [{ noun: "integration", ...own }, ...all(["channel", "onboarding"])];
    case "route":
      return [{ noun: "route", ...own }, ...all(["integration"])];
    case "team":
      return all(["team", "channel", "member"]);
    case "member":
      return all(["member", "person", "team", "onboarding"]);
    case "delivery":
      return touchedByPushes([id]);
  }
}

/** Whether what was read under this key may now be another. */
export function concerns(touched: Touched, key: readonly unknown[]): boolean {
  const [noun, verb, what] = key;
  if (touched === EVERYTHING) return true;
  if (noun !== touched.noun) return false;
  if (touched.verbs && !touched.verbs.some((one) => one === verb)) return false;
  const name = nameOf(what);
  if (name === null) return true;
  const named = verb === "list" ? touched.owners : touched.ids;
  return named === null || named.has(name);
}

/** The id that a key names; null where it holds a filter, a list of ids, a page. */
function nameOf(what: unknown): string | null {
  if (typeof what === "number") return String(what);
  return typeof what === "string" && /^([0-9a-f]{24}|\d+)$/.test(what) ? what : null;
}

function namesOf(ids: readonly (string | number)[]): Set<string> {
  return new Set(ids.map(String));
}

/** The latest event times of integrations, by id. */
export type LastTimes = ReadonlyMap<number, number>;

/**
 * What was read, with later times in place of earlier ones wherever an integration stands in it; the very same object when none
 * is later.
 */
export function withLastTimes(read: unknown, times: LastTimes): unknown {
  if (Array.isArray(read)) return withEach(read, times);
  if (!isPlain(read)) return read;
  const { integration_id, last_time } = read;
  if (typeof integration_id === "number" && typeof last_time === "number") {
    const latest = times.get(integration_id) ?? 0;
    return latest > last_time ? { ...read, last_time: latest } : read;
  }
  const entries = Object.entries(read);
  const values = withEach(
    entries.map(([, value]) => value),
    times,
  );
  return values.every((value, index) => value === entries[index]?.[1])
    ? read
    : Object.fromEntries(entries.map(([name], index) => [name, values[index]]));
}

function withEach(all: readonly unknown[], times: LastTimes): readonly unknown[] {
  const changed = all.map((one) => withLastTimes(one, times));
  return changed.some((one, index) => one !== all[index]) ? changed : all;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
