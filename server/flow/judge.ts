import { Worker } from "node:worker_threads";
import { judgeArrival } from "../sources/arrival.ts";
import type { PushRequest, Source, SourceSettings } from "../sources/source.ts";
import type { FromJudgeThread, ToJudgeThread } from "./judge-thread.ts";
import type { Judgement } from "./judgement.ts";

/** Judges pushes for the accepting thread without ever holding it up for long. */
export type Judge = {
  judge(
    source: Source,
    request: PushRequest,
    settings: SourceSettings,
    receivedAtMs: number,
  ): Judgement | Promise<Judgement>;
  stop(): Promise<void>;
};

/** Reading this much takes a few milliseconds; 16 MiB of brackets take seconds, in which nobody else would be answered. */
const INLINE_BYTES_MAX = 256 * 1024;
/** As much as the heaviest body needs to be parsed. A thread that runs out of it is started again; its pushes are answered 503. */
const HEAP_MEGABYTES_MAX = 1_536;

/** Judges in the calling thread, whatever the size. */
export function createInlineJudge(): Judge {
  return { judge: judgeArrival, stop: async () => undefined };
}

type Waiting = { resolve: (judgement: Judgement) => void; reject: (error: Error) => void };

/** Judges small bodies in the calling thread and large ones, in order of arrival, in a thread that starts with the first of them. */
export function createJudge(): Judge {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let thread: Worker | null = null;

  const start = (): Worker => {
    const made = new Worker(new URL("./judge-thread.js", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
    });
    made.on("message", ({ id, judgement }: FromJudgeThread) => {
      waiting.get(id)?.resolve(judgement);
      waiting.delete(id);
    });
    let because = "it ended";
    made.on("error", (error) => {
      because = error.message;
    });
    made.on("exit", () => {
      thread = null;
      for (const { reject } of waiting.values())
        reject(new Error(`the thread that reads large pushes ended: ${because}`));
      waiting.clear();
    });
    return made;
  };

  return {
    judge: (source, request, settings, receivedAtMs) => {
      if (request.body.length <= INLINE_BYTES_MAX) return judgeArrival(source, request, settings, receivedAtMs);
      thread ??= start();
      count += 1;
      const id = count;
      const message: ToJudgeThread = { id, sourceId: source.id, request, settings, receivedAtMs };
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread?.postMessage(message);
      });
    },
    stop: async () => {
      await thread?.terminate();
    },
  };
}
