import cliProgress from "cli-progress";
import type { Tally } from "./tally.ts";

/** Shows how far a run is: a bar on a terminal, a line every few seconds elsewhere. */
export type Progress = { start(): void; stop(): void };

export type ProgressOptions = {
  tally: Tally;
  /** Pushes in all; infinite for a run without an end. */
  total: number;
  isTerminal: boolean;
  print(line: string): void;
};

const BAR_EVERY_MS = 200;
const LINE_EVERY_MS = 5_000;

/** Creates the display; it looks at the tally by itself. */
export function createProgress(options: ProgressOptions): Progress {
  return options.isTerminal ? createBar(options) : createLines(options);
}

function createLines({ tally, total, print }: ProgressOptions): Progress {
  const of = Number.isFinite(total) ? ` of ${total}` : "";
  const line = () => {
    const { failed, retries, p99 } = factsOf(tally);
    print(`${tally.pushes}${of} pushes, failed ${failed}, retries ${retries}, p99 ${p99} ms`);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      timer = setInterval(line, LINE_EVERY_MS);
    },
    stop: () => clearInterval(timer),
  };
}

function createBar({ tally, total }: ProgressOptions): Progress {
  const shape = Number.isFinite(total) ? "{bar} {percentage}%  {value} of {total} pushes" : "{value} pushes";
  const format = `${shape}  failed {failed}  retries {retries}  p99 {p99} ms`;
  // Ctrl-C is the command's: it lets pushes under way finish.
  const options = { format, hideCursor: true, gracefulExit: false };
  const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
  const update = () => bar.update(tally.pushes, factsOf(tally));
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      bar.start(Number.isFinite(total) ? total : 0, 0, factsOf(tally));
      timer = setInterval(update, BAR_EVERY_MS);
    },
    stop: () => {
      clearInterval(timer);
      update();
      bar.stop();
    },
  };
}

function factsOf(tally: Tally) {
  return { failed: tally.pushes - tally.accepted, retries: tally.retries, p99: tally.latencyMs(0.99).toFixed(1) };
}
