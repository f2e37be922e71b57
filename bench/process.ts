import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bare, startBareServer } from "./support/bare.ts";
import { aliyunBody } from "./support/bodies.ts";
import { median, runLoad, writeLoad } from "./support/load.ts";
import { type Measured, type MeasuredHub, sendAlong, sendHeld, startMeasuredHub } from "./support/measured-hub.ts";
import { LOAD_KINDS, LOAD_SOURCES, type LoadOptions } from "./support/processing-load.ts";
import { checkOutRevision, type Revision, thisRevision } from "./support/revision.ts";

const HELP = `
  --load mix,new,refreshed     what becomes of the events (mix)
  --source aliyun-prometheus   or prometheus
  --body 1                     events in a body
  --open 1000,1000000          alerts that are open before (1000 with --against)
  --events 60000               of each round
  --rounds 3
  --connections 200            about half as many pushes share a commit (64 for bodies of more than one event)
  --along                      process while pushes come in, and measure from the first of them
  --titles own                 each alert has a title of its own
  --against <revision>         the same load on that revision of this repository, in turns`;

/** Pushes that each hub works through before anything is measured: code that was not compiled yet, tables that were empty. */
const WARM_UP_EVENTS = 6_000;
const BARE_SECONDS = 3;
const BARE_CONNECTIONS = 64;
/** Machines differ: figures are also given as they would be where the bare server answers this many a second. */
const BARE_PER_SECOND = 15_000;

type Options = ReturnType<typeof readOptions>;
type Round = { hub: MeasuredHub; load: string; round: number; measured: Measured; bare: number };

/**
 * Process: events a second of hubs that run as `npm start` runs them, in rounds that take turns; CPU an event, memory, and how many
 * times less than a bare server of the same run that is.
 */
async function main(): Promise<void> {
  const options = readOptions();
  const bare = await startBareServer();
  const revisions: Revision[] = [thisRevision()];
  const hubs: MeasuredHub[] = [];
  try {
    if (options.against) revisions.push(await checkOutRevision(options.against));
    for (const open of options.open) {
      for (const revision of revisions) hubs.push(await prepare(revision, open, options));
    }
    const rounds: Round[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const load of options.loads) rounds.push(...(await runRound(hubs, load, round, options, bare)));
    }
    report(rounds, options);
  } finally {
    for (const hub of hubs) await hub.stop();
    for (const revision of revisions) await revision.remove();
    bare.stop();
  }
}

function readOptions() {
  const text = (fallback: string) => ({ type: "string", default: fallback }) as const;
  const { values } = parseArgs({
    options: {
      load: text("mix"),
      source: text("aliyun-prometheus"),
      body: text("1"),
      open: { type: "string" },
      events: text("60000"),
      rounds: text("3"),
      connections: { type: "string" },
      along: { type: "boolean", default: false },
      titles: text("one"),
      against: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const loads = values.load.split(",").map((word) => oneOf(LOAD_KINDS, word));
  const eventsPerBody = Number(values.body);
  return {
    ...{ loads, eventsPerBody, along: values.along, against: values.against },
    source: oneOf(LOAD_SOURCES, values.source),
    open: (values.open ?? (values.against ? "1000" : "1000,1000000")).split(",").map(Number),
    events: Number(values.events),
    rounds: Number(values.rounds),
    connections: Number(values.connections ?? (eventsPerBody > 1 ? 64 : 200)),
    ownTitles: values.titles === "own",
  };
}

function oneOf<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((each) => each === word);
  if (!found) throw new Error(`${word} is none of ${words.join(", ")}${HELP}`);
  return found;
}

async function prepare(revision: Revision, open: number, options: Options): Promise<MeasuredHub> {
  const startedMs = performance.now();
  const hub = await startMeasuredHub(revision, open, options.source);
  const warmUp = { kind: options.loads[0] ?? "mix", name: "warm-up", seen: 0, events: WARM_UP_EVENTS };
  if (warmUp.kind === "refreshed") await sendAlong(hub, { ...loadOf(options), ...warmUp, kind: "new" });
  await sendAlong(hub, { ...loadOf(options), ...warmUp, seen: 1 });
  // What `refreshed` says again is opened once.
  if (options.loads.includes("refreshed"))
    await sendAlong(hub, { ...loadOf(options), kind: "new", name: "again", seen: 0 });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`  ${nameOf(hub)}: ready after ${seconds} s`);
  return hub;
}

function loadOf(options: Options): Omit<LoadOptions, "kind" | "name" | "seen"> {
  const { source, events, eventsPerBody, connections, ownTitles } = options;
  return { source, events, eventsPerBody, connections, ownTitles };
}

/** One load on every hub, in an order that changes from round to round. */
async function runRound(
  hubs: readonly MeasuredHub[],
  kind: Options["loads"][number],
  round: number,
  options: Options,
  bare: Bare,
): Promise<Round[]> {
  const rounds: Round[] = [];
  const load = { ...loadOf(options), kind, name: kind === "refreshed" ? "again" : `${kind}-${round}`, seen: round };
  for (const hub of round % 2 === 1 ? hubs : [...hubs].reverse()) {
    const bareRate = await measureBare(bare, hub);
    const measured = await (options.along ? sendAlong : sendHeld)(hub, load);
    rounds.push({ hub, load: kind, round, measured, bare: bareRate });
    console.log(`  round ${round}/${options.rounds} ${kind}, ${nameOf(hub)}: ${describe(measured, bareRate)}`);
  }
  return rounds;
}

async function measureBare({ url }: Bare, hub: MeasuredHub): Promise<number> {
  const file = join(hub.bench.folder, "bare");
  const body = aliyunBody({ entity: "pod-1", status: "OCCURRED", value: 91, timeMs: Date.now() });
  await writeLoad(file, [{ path: "/", body }]);
  return (await runLoad(url, file, { connections: BARE_CONNECTIONS, seconds: BARE_SECONDS })).perSecond;
}

function nameOf({ revision, openAlerts }: MeasuredHub): string {
  return `${revision.name}, ${openAlerts} open`;
}

function rateOf({ events, seconds }: Measured): number {
  return events / seconds;
}

/** CPU of the hub's process, microseconds an event. */
function nodeOf({ cpu }: Measured): number {
  return cpu.mainMs + cpu.otherThreadsMs;
}

function describe(measured: Measured, bare: number): string {
  const { events, acceptSeconds, cpu, peakMb, commitPushes } = measured;
  return [
    `${Math.round(rateOf(measured))} events/s (bare ${Math.round(bare)}/s)`,
    `CPU µs an event: node ${nodeOf(measured).toFixed(0)}, PostgreSQL ${cpu.postgresMs.toFixed(0)}`,
    `peak ${peakMb.toFixed(0)} MB`,
    `accepted ${Math.round(events / acceptSeconds)}/s in commits of ${commitPushes.toFixed(0)}`,
  ].join("; ");
}

function report(rounds: readonly Round[], options: Options): void {
  console.log(
    `\nload       revision, open alerts       events/s   of bare   where bare answers ${BARE_PER_SECOND}/s   peak MB`,
  );
  for (const load of options.loads) {
    for (const hub of new Set(rounds.map((each) => each.hub))) {
      const own = rounds.filter((each) => each.load === load && each.hub === hub);
      const ofBare = median(own.map(({ measured, bare }) => rateOf(measured) / bare));
      const columns = [
        load.padEnd(10),
        nameOf(hub).padEnd(25),
        String(Math.round(median(own.map(({ measured }) => rateOf(measured))))).padStart(10),
        ofBare.toFixed(3).padStart(9),
        String(Math.round(ofBare * BARE_PER_SECOND)).padStart(27),
        String(Math.round(Math.max(...own.map(({ measured }) => measured.peakMb)))).padStart(14),
      ];
      console.log(columns.join(" "));
    }
  }
  for (const load of options.loads)
    reportRatios(
      rounds.filter((each) => each.load === load),
      load,
    );
}

/** This revision by the other one, and each hub by the one of its revision with fewer open alerts, round by round. */
function reportRatios(rounds: readonly Round[], load: string): void {
  const hubs = [...new Set(rounds.map(({ hub }) => hub))];
  for (const above of hubs) {
    for (const below of hubs.filter((hub) => areCompared(above, hub))) {
      const pairs = rounds
        .filter(({ hub }) => hub === above)
        .flatMap((one) => {
          const other = rounds.find(({ hub, round }) => hub === below && round === one.round);
          return other ? [{ one: one.measured, other: other.measured }] : [];
        });
      console.log(`\n${load}: ${nameOf(above)}, by ${nameOf(below)}`);
      console.log(`  events/s        ${ratios(pairs.map(({ one, other }) => rateOf(one) / rateOf(other)))}`);
      console.log(`  CPU, node       ${ratios(pairs.map(({ one, other }) => nodeOf(one) / nodeOf(other)))}`);
      console.log(
        `  CPU, PostgreSQL ${ratios(pairs.map(({ one, other }) => one.cpu.postgresMs / other.cpu.postgresMs))}`,
      );
    }
  }
}

function areCompared(above: MeasuredHub, below: MeasuredHub): boolean {
  if (above.openAlerts === below.openAlerts) return above.revision.name === "this" && below.revision.name !== "this";
  return above.revision === below.revision && above.openAlerts > below.openAlerts;
}

function ratios(each: readonly number[]): string {
  return `${each.map((ratio) => ratio.toFixed(2)).join(", ")}; median ${median(each).toFixed(2)}`;
}

await main();
