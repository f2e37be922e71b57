import { defineCommand } from "citty";
import { orFail } from "./fail.ts";
import { ALIYUN_ARGS, readOptions, readStandardOptions, STANDARD_ARGS } from "./simulators/read-options.ts";
import { runAliyunPrometheus } from "./simulators/run-aliyun-prometheus.ts";
import type { Stage } from "./simulators/run-side.ts";
import { runStandard } from "./simulators/run-standard.ts";

/** How long the play waits before it tries a push again; senders seldom say how long they do. */
const RETRY_AFTER_MS = 1_000;

const aliyunPrometheus = defineCommand({
  meta: {
    name: "aliyun-prometheus",
    description: "Play Alibaba Cloud Monitor: rules in Simple Mode that fire, persist and recover",
  },
  args: ALIYUN_ARGS,
  run: ({ args }) => orFail(() => play((stage) => runAliyunPrometheus(readOptions(args), stage))),
});

const standard = defineCommand({
  meta: { name: "standard", description: "Play a script that posts standard alert events" },
  args: STANDARD_ARGS,
  run: ({ args }) => orFail(() => play((stage) => runStandard(readStandardOptions(args), stage))),
});

/** `tocsin simulate`: plays a sender, for trying a hub out without one. */
export const simulate = defineCommand({
  meta: { name: "simulate", description: "Play a sender of alerts against a hub" },
  subCommands: { "aliyun-prometheus": aliyunPrometheus, standard },
});

async function play(run: (stage: Stage) => Promise<boolean>): Promise<void> {
  const interrupt = createInterrupt();
  const print = (text: string) => console.log(text);
  const isTerminal = process.stderr.isTTY === true;
  const { signal } = interrupt;
  const allAccepted = await run({ print, isTerminal, startMs: Date.now(), signal, retryAfterMs: RETRY_AFTER_MS });
  interrupt.release();
  if (!allAccepted) process.exitCode = 1;
}

/** The first Ctrl-C ends the play politely, the second at once. */
function createInterrupt(): { signal: AbortSignal; release(): void } {
  const ending = new AbortController();
  const onSignal = () => {
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onSignal);
  return {
    signal: ending.signal,
    release: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, onSignal);
    },
  };
}
