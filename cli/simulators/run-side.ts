import { packageVersion } from "../../server/base/package-root.ts";
import { createPoster } from "./post.ts";
import { createProgress } from "./progress.ts";
import type { PushUrl } from "./push-url.ts";
import type { PlayOptions } from "./read-options.ts";
import { type DuePush, type PushOutcome, type SendOptions, sendWhenDue } from "./send.ts";
import { type AlertCounts, renderHints, renderNextStep, renderSummary } from "./show.ts";
import type { Notification, Side } from "./side.ts";
import { createTally, type Tally } from "./tally.ts";

/** What a simulation sees of the world. */
export type Stage = {
  print(text: string): void;
  isTerminal: boolean;
  /** Unix milliseconds at which it begins. */
  startMs: number;
  /** Ends it politely. */
  signal: AbortSignal;
  /** Milliseconds before a push is tried again. */
  retryAfterMs: number;
};

/** Senders try a push about this often before they give up. */
const TRIES_MAX = 3;
/** With --once: how long the alert fires before --recover ends it. */
const ONCE_EVERY_MS = 1_000;

/** The time from one push of a play to the next. */
export function everyMsOf({ course }: PlayOptions): number {
  return course.kind === "once" ? ONCE_EVERY_MS : 1000 / course.perSecond;
}

/** Plays a sender against a hub. Resolves with whether every push was answered 200. */
export async function runSide(side: Side, target: PushUrl, options: PlayOptions, stage: Stage): Promise<boolean> {
  const { course, connections, timeoutMs } = options;
  const { startMs, signal, retryAfterMs } = stage;
  const print = (text: string) => stage.print(target.mask(text));
  const headers = { "content-type": "application/json", "user-agent": `tocsin-simulate/${packageVersion}` };
  const poster = createPoster({ url: target.url, headers, connections, timeoutMs });
  const run: Run = {
    ...{ side, startMs, print },
    recovers: options.recovers,
    isTerminal: stage.isTerminal,
    sending: { poster, connections, triesMax: TRIES_MAX, retryAfterMs, signal },
    tally: createTally(),
    alerts: { fired: 0, persisted: 0, recovered: 0 },
  };
  const startedMs = performance.now();
  await (course.kind === "once" ? playOnce(run) : playAtRate(run, course.count));
  poster.stop();

  const { tally, alerts } = run;
  print(`\n${renderSummary(tally, alerts, (performance.now() - startedMs) / 1000)}`);
  for (const hint of renderHints(tally, target.url.origin)) print(`\n${hint}`);
  if (course.kind === "once" && tally.accepted > 0) print(`\n${renderNextStep(target.apiUrl, startMs)}`);
  return tally.accepted === tally.pushes;
}

/** What a play is made of. */
type Run = {
  side: Side;
  startMs: number;
  recovers: boolean;
  sending: SendOptions;
  tally: Tally;
  alerts: AlertCounts;
  isTerminal: boolean;
  print(text: string): void;
};

/** One alert fires and, if asked for, recovers: each waits for the answer to the one before. */
async function playOnce(run: Run): Promise<void> {
  for (const push of drawCourse(run, 1)) {
    await sendWhenDue([push], run.sending, ({ notification }, outcome) => {
      count(run, notification, outcome);
      run.print(renderExchange(notification, outcome));
    });
    if (run.tally.accepted < run.tally.pushes || run.sending.signal.aborted) return;
  }
}

async function playAtRate(run: Run, total: number): Promise<void> {
  const { tally, isTerminal, print } = run;
  const progress = createProgress({ tally, total, isTerminal, print });
  progress.start();
  await sendWhenDue(drawCourse(run, total), run.sending, ({ notification }, outcome) =>
    count(run, notification, outcome),
  );
  progress.stop();
}

type Sent = DuePush & { notification: Notification };

/** So many notifications, then, if asked for, the recovery of all that still fires. */
function* drawCourse({ side, startMs, recovers }: Run, total: number): Generator<Sent> {
  const due = (notification: Notification): Sent => {
    return { notification, afterMs: notification.atMs - startMs, body: notification.body };
  };
  for (let drawn = 0; drawn < total; drawn += 1) yield due(side.next());
  if (!recovers) return;
  for (let last = side.recoverNext(); last; last = side.recoverNext()) yield due(last);
}

function count(run: Run, notification: Notification, outcome: PushOutcome): void {
  run.tally.record(outcome);
  if (outcome.isAccepted) run.alerts[notification.turn] += 1;
}

function renderExchange({ says }: Notification, { tries, answer, latencyMs }: PushOutcome): string {
  const said = answer.kind === "answered" ? answer.body : "no answer";
  const word = tries.join(", then ");
  return `→ ${says}\n← ${word} after ${latencyMs.toFixed(1)} ms: ${said}`;
}
