import { parentPort } from "node:worker_threads";
import { judgeArrival } from "../sources/arrival.ts";
import { getSource } from "../sources/registry.ts";
import type { PushRequest, SourceSettings } from "../sources/source.ts";
import type { Judgement } from "./judgement.ts";

/** A large push to be judged. Its body arrives as plain bytes: what crosses threads loses its class. */
export type ToJudgeThread = {
  id: number;
  sourceId: string;
  request: Omit<PushRequest, "body"> & { body: Uint8Array };
  settings: SourceSettings;
  receivedAtMs: number;
};

/** What became of it. */
export type FromJudgeThread = { id: number; judgement: Judgement };

function judge({ sourceId, request, settings, receivedAtMs }: ToJudgeThread): Judgement {
  const { buffer, byteOffset, byteLength } = request.body;
  const push = { ...request, body: Buffer.from(buffer, byteOffset, byteLength) };
  const reading = judgeArrival(getSource(sourceId), push, settings, receivedAtMs);
  if (reading.outcome !== "mapped") return reading;
  return { ...reading, events: reading.events.map(({ status, key }) => ({ status, key })) };
}

parentPort?.on("message", (push: ToJudgeThread) => {
  const answer: FromJudgeThread = { id: push.id, judgement: judge(push) };
  parentPort?.postMessage(answer);
});
