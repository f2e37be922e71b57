import { defineCommand } from "citty";
import { orFail } from "./fail.ts";
import { ALIYUN_ARGS, readOptions } from "./simulators/read-options.ts";
import { runAliyunPrometheus } from "./simulators/run-aliyun-prometheus.ts";

/** How long the play waits before it tries a push again; the vendor does not say how long it does. */
const RETRY_AFTER_MS = 1_000;

const aliyunPrometheus = defineCommand({
  meta: {
    name: "aliyun-prometheus",
    description: "Play Alibaba Cloud Monitor: rules in Simple Mode that fire, persist and recover",
  },
  args: ALIYUN_ARGS,
  run: ({ args }) =>
    orFail(async () => {
      const options = readOptions(args);
      const interrupt = createInterrupt();
      const print = (text: string) => console.log(text);
      const isTerminal = process.stderr.isTTY === true;
      const { signal } = interrupt;
      const stage = { print, isTerminal, startMs: Date.now(), signal, retryAfterMs: RETRY_AFTER_MS };
      const allAccepted = await runAliyunPrometheus(options, stage);
      interrupt.release();
      if (!allAccepted) process.exitCode = 1;
    }),
});

/** `tocsin simulate`: plays a sender, for trying a hub out without one. */
export const simulate = defineCommand({
  meta: { name: "simulate", description: "Play a sender of alerts against a hub" },
  subCommands: { "aliyun-prometheus": aliyunPrometheus },
});

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
