import { createAlibabaSide } from "../simulators/aliyun-prometheus.ts";
import { createPoster } from "../simulators/post.ts";
import { sendWhenDue } from "../simulators/send.ts";
import type { Sender } from "./scene.ts";

const SENDING = { connections: 2, triesMax: 3, retryAfterMs: 1_000 } as const;

/** Goes on pushing until the signal ends it. */
export async function playLive(
  url: string,
  senders: readonly Sender[],
  startMs: number,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(senders.map((sender) => playSender(url, sender, startMs, signal)));
}

async function playSender(hubUrl: string, sender: Sender, startMs: number, signal: AbortSignal): Promise<void> {
  const { pushPath, seed, rules, entities, everyMs } = sender;
  const headers = { "content-type": "application/json" };
  const poster = createPoster({
    url: new URL(pushPath, hubUrl),
    headers,
    connections: SENDING.connections,
    timeoutMs: 5_000,
  });
  const side = createAlibabaSide({ seed, rules, entities, startMs, everyMs: everyMs.live });
  function* pushes() {
    for (;;) {
      const { atMs, body } = side.next();
      yield { afterMs: atMs - startMs, body };
    }
  }
  await sendWhenDue(pushes(), { ...SENDING, poster, signal }, () => undefined);
  poster.stop();
}
