import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { AnsweredPush } from "../flow/accept.ts";
import type { BacklogSeen } from "../jobs/backlog-watch.ts";
import type { BatchSummary } from "../jobs/batch-summary.ts";
import type { FiredSummary } from "../jobs/timer-worker.ts";

/** What `/metrics` shows. */
export type Metrics = {
  pushAnswered(push: AnsweredPush): void;
  committed(pushes: number, bytes: number, durationMs: number): void;
  processed(batch: BatchSummary): void;
  timersFired(fired: FiredSummary): void;
  setBacklog(backlog: BacklogSeen): void;
  setWaitingBytes(bytes: number): void;
  apiAnswered(path: string, code: string, durationMs: number): void;
  setLiveStreams(count: number): void;
  /** A batch of changes was read for live streams; `missed` when it was not whole and they have to read everything anew. */
  liveBatch(changes: number | "missed"): void;
  /** The text of `/metrics`, Prometheus format. */
  render(): Promise<string>;
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Creates the hub's metrics on a registry of their own, so that several hubs fit in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const make = createMakers(registry);
  return {
    ...acceptMetrics(make),
    ...processMetrics(make),
    ...apiMetrics(make),
    render: () => registry.metrics(),
  };
}

type Makers = ReturnType<typeof createMakers>;

function createMakers(registry: Registry) {
  const registers = [registry];
  return {
    counter: <L extends string>(name: string, help: string, labelNames: L[]) =>
      new Counter({ name, help, labelNames, registers }),
    /** Counts nothing itself: `read` is asked for the sums when somebody looks. */
    sums: <L extends string>(name: string, help: string, labelNames: L[], read: () => Iterable<Sum<L>>) =>
      new Counter({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          for (const [labels, sum] of read()) this.inc(labels, sum);
        },
      }),
    gauge: (name: string, help: string) => new Gauge({ name, help, registers }),
    histogram: <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
      new Histogram({ name, help, labelNames, buckets, registers }),
  };
}

type Sum<L extends string> = readonly [labels: Record<L, string>, sum: number];

function acceptMetrics({
  sums,
  gauge,
  histogram,
}: Makers): Pick<Metrics, "pushAnswered" | "committed" | "setWaitingBytes"> {
  // A counter with labels costs a push more than its address and key do; so pushes are counted here, and told when asked for.
  const counts = createPushCounts();
  sums("tocsin_pushes_total", "Pushes answered, by source and answer.", ["source", "code"], counts.pushes);
  sums("tocsin_push_events_total", "Events accepted, by source.", ["source"], counts.events);
  // One histogram a stage: a label would cost more than the rest of a push's counting.
  const accept = histogram("tocsin_accept_seconds", "From a push's first byte to its answer.", [], SECONDS);
  const commit = histogram("tocsin_commit_seconds", "One group commit.", [], SECONDS);
  const commitPushes = histogram("tocsin_commit_pushes", "Pushes in one group commit.", [], COUNTS);
  const waiting = gauge("tocsin_waiting_bytes", "Bytes that wait for the next group commit.");
  return {
    pushAnswered: ({ source, code, events, durationMs }) => {
      counts.add(source, code, events);
      accept.observe(durationMs / 1000);
    },
    committed: (count, _bytes, durationMs) => {
      commitPushes.observe(count);
      commit.observe(durationMs / 1000);
    },
    setWaitingBytes: (bytes) => waiting.set(bytes),
  };
}

function createPushCounts() {
  const bySource = new Map<string, { byCode: Map<string, number>; events: number }>();
  const open = (source: string) => {
    const made = { byCode: new Map<string, number>(), events: 0 };
    bySource.set(source, made);
    return made;
  };
  return {
    add: (source: string, code: string, events: number) => {
      const counts = bySource.get(source) ?? open(source);
      counts.byCode.set(code, (counts.byCode.get(code) ?? 0) + 1);
      counts.events += events;
    },
    *pushes(): Generator<Sum<"source" | "code">> {
      for (const [source, { byCode }] of bySource) for (const [code, count] of byCode) yield [{ source, code }, count];
    },
    *events(): Generator<Sum<"source">> {
      for (const [source, { events }] of bySource) if (events > 0) yield [{ source }, events];
    },
  };
}

function processMetrics({
  counter,
  gauge,
  histogram,
}: Makers): Pick<Metrics, "processed" | "timersFired" | "setBacklog"> {
  const process = histogram("tocsin_process_seconds", "One processing transaction.", [], SECONDS);
  const endToEnd = histogram(
    "tocsin_push_to_processed_seconds",
    "From a push's arrival to its outcome on disk.",
    [],
    SECONDS,
  );
  const batchPushes = histogram("tocsin_process_batch_pushes", "Pushes in one processing transaction.", [], COUNTS);
  const outcomes = counter("tocsin_deliveries_total", "Pushes processed, by outcome.", ["outcome"]);
  const verdicts = counter("tocsin_verdicts_total", "Verdicts given, by source and verdict.", ["source", "verdict"]);
  const pending = gauge("tocsin_pending_pushes", "Pushes accepted and not yet processed.");
  const lag = gauge("tocsin_lag_seconds", "Age of the oldest push that waits to be processed.");
  const fired = counter("tocsin_timers_fired_total", "Timers that did what they were due for.", []);
  const late = histogram("tocsin_timer_late_seconds", "How late the first timer of a transaction was.", [], SECONDS);
  const overdue = gauge("tocsin_timers_overdue", "Timers that were due more than a second ago, up to 1,000.");
  return {
    processed: (batch) => {
      batchPushes.observe(batch.pushes);
      process.observe(batch.durationMs / 1000);
      for (const ageMs of batch.agesMs) endToEnd.observe(ageMs / 1000);
      for (const [outcome, count] of Object.entries(batch.outcomes)) outcomes.inc({ outcome }, count);
      for (const { source, verdict, count } of batch.verdicts) verdicts.inc({ source, verdict }, count);
    },
    timersFired: ({ timers, lateMs }) => {
      fired.inc(timers);
      if (timers > 0) late.observe(lateMs / 1000);
    },
    setBacklog: ({ pushes: count, oldestAgeMs, overdueTimers }) => {
      pending.set(count);
      lag.set(oldestAgeMs / 1000);
      overdue.set(overdueTimers);
    },
  };
}

function apiMetrics({
  counter,
  gauge,
  histogram,
}: Makers): Pick<Metrics, "apiAnswered" | "setLiveStreams" | "liveBatch"> {
  const api = histogram("tocsin_api_seconds", "API calls, by path and answer.", ["path", "code"], SECONDS);
  const streams = gauge("tocsin_live_streams", "Live streams that are open on this node.");
  const batches = counter("tocsin_live_batches_total", "Batches of changes told to live streams, by kind.", ["kind"]);
  const changes = counter("tocsin_live_changes_total", "Transactions whose changes were told to live streams.", []);
  return {
    apiAnswered: (path, code, durationMs) => api.observe({ path, code }, durationMs / 1000),
    setLiveStreams: (count) => streams.set(count),
    liveBatch: (told) => {
      batches.inc({ kind: told === "missed" ? "resync" : "changes" });
      if (told !== "missed") changes.inc(told);
    },
  };
}
