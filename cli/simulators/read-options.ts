import { SetupError } from "../../server/base/errors.ts";

/** The options of every play, as its help shows them. */
const PLAY_ARGS = {
  url: { type: "string", required: true, description: "Push URL of the integration, as its page shows it" },
  once: { type: "boolean", description: "Fire one alert and show the answer; so it is without --rate" },
  recover: { type: "boolean", description: "Recover at the end what still fires" },
  rate: { type: "string", description: "Pushes per second, sent whether or not earlier ones were answered" },
  duration: { type: "string", description: "With --rate: seconds to go on; without it and --count, until Ctrl-C" },
  count: { type: "string", description: "With --rate: pushes to send" },
  seed: { type: "string", default: "1", description: "The same seed plays the same course" },
  timeout: {
    type: "string",
    default: "5",
    description: "Seconds until a push counts as unanswered and is tried again",
  },
  connections: { type: "string", default: "50", description: "Requests under way at once" },
} as const;

/** The options of `tocsin simulate aliyun-prometheus`. */
export const ALIYUN_ARGS = {
  ...PLAY_ARGS,
  rules: { type: "string", default: "8", description: "Alert rules" },
  entities: { type: "string", default: "5", description: "Entities each rule watches" },
  name: { type: "string", default: "Tocsin", description: "Name of the notification object" },
  identifier: { type: "string", default: "tocsin", description: "Identifier of the notification object" },
} as const;

/** The options of `tocsin simulate standard`. */
export const STANDARD_ARGS = {
  ...PLAY_ARGS,
  hosts: { type: "string", default: "5", description: "Hosts on which each check is done" },
} as const;

/** How long a run goes on: one alert, or a course at a rate. */
export type Course = { kind: "once" } | { kind: "rate"; perSecond: number; count: number };

/** The options of any play, checked. */
export type PlayOptions = {
  url: string;
  course: Course;
  recovers: boolean;
  seed: number;
  timeoutMs: number;
  connections: number;
};

/** The options of a play of Alibaba Cloud Monitor, checked. */
export type SimulateOptions = PlayOptions & { rules: number; entities: number; name: string; identifier: string };

/** The options of a play of standard events, checked. */
export type StandardOptions = PlayOptions & { hosts: number };

/** What citty read from the command line. */
export type RawOptions = Readonly<Record<string, string | number | boolean | string[] | undefined>>;

/** Reads the options of `aliyun-prometheus`, or throws what is wrong with the first wrong one. */
export function readOptions(args: RawOptions): SimulateOptions {
  return {
    ...readPlayOptions(args, ALIYUN_ARGS),
    rules: readNumber(args, "rules", { min: 1, max: 1_000, whole: true }),
    entities: readNumber(args, "entities", { min: 1, max: 10_000, whole: true }),
    name: String(args.name ?? ""),
    identifier: String(args.identifier ?? ""),
  };
}

/** Reads the options of `standard`, or throws what is wrong with the first wrong one. */
export function readStandardOptions(args: RawOptions): StandardOptions {
  const options = readPlayOptions(args, STANDARD_ARGS);
  return { ...options, hosts: readNumber(args, "hosts", { min: 1, max: 10_000, whole: true }) };
}

function readPlayOptions(args: RawOptions, known: Readonly<Record<string, unknown>>): PlayOptions {
  for (const name of Object.keys(args)) {
    if (name !== "_" && !(name in known)) throw new SetupError(`there is no option --${name}: see --help`);
  }
  const extra = Array.isArray(args._) ? args._[0] : undefined;
  if (extra !== undefined) throw new SetupError(`"${extra}" belongs to no option: see --help`);
  return {
    url: String(args.url ?? ""),
    course: readCourse(args),
    recovers: args.recover === true,
    seed: readNumber(args, "seed", { min: 0, max: 0xff_ff_ff_ff, whole: true }),
    timeoutMs: readNumber(args, "timeout", { min: 0.1, max: 600 }) * 1000,
    connections: readNumber(args, "connections", { min: 1, max: 10_000, whole: true }),
  };
}

function readCourse(args: RawOptions): Course {
  if (args.rate === undefined) {
    const other = ["duration", "count"].find((name) => args[name] !== undefined);
    if (other) throw new SetupError(`--${other} needs --rate, the pushes per second`);
    return { kind: "once" };
  }
  if (args.once === true) throw new SetupError("--once and --rate: set one of them");
  const perSecond = readNumber(args, "rate", { min: 0.01, max: 100_000 });
  const unlimited = Number.POSITIVE_INFINITY;
  const byCount = args.count === undefined ? unlimited : readNumber(args, "count", { min: 1, max: 1e9, whole: true });
  const seconds = args.duration === undefined ? unlimited : readNumber(args, "duration", { min: 0.1, max: 1e7 });
  return { kind: "rate", perSecond, count: Math.min(byCount, Math.max(1, Math.round(perSecond * seconds))) };
}

type Bounds = { min: number; max: number; whole?: boolean };

function readNumber(args: RawOptions, name: string, { min, max, whole = false }: Bounds): number {
  const text = String(args[name] ?? "");
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new SetupError(`--${name}: expected a ${whole ? "whole " : ""}number from ${min} to ${max}, got "${text}"`);
}
