import type { QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { liveEvent } from "../../contract/live.ts";
import { createLiveStream, type RawEvent, type StreamState } from "./live-stream.ts";
import { createQueryUpdater } from "./query-updater.ts";
import { whoAmI } from "./who-am-i.ts";

/** What this tab knows of the live stream. */
export type Live = {
  state(): StreamState;
  /** Returns how to stop being told. */
  onState(told: () => void): () => void;
  /** Somebody looks, or has signed in: a stream that is not up tries at once. */
  look(): void;
};

/** What a shared worker says. */
const said = z.union([
  z.object({ state: z.enum(["lost", "live", "refused"]) }),
  z.object({ events: z.array(z.object({ name: z.string(), data: z.unknown() })) }),
]);

/** A way to the stream: the browser's one, or a tab's own. */
type Link = { look(): void; online(): void; offline(): void };

type Hearing = { onState(state: StreamState): void; onEvents(events: readonly RawEvent[]): void };

/**
 * Listens from now on and keeps what was read up to date. Called before anything is read, so that little has to be read twice: whoever
 * begins to listen cannot know whether what was read before is still so.
 */
export function connectLive(queries: QueryClient): Live {
  const updater = createQueryUpdater(queries);
  const told = new Set<() => void>();
  let state: StreamState = "lost";
  const hearing: Hearing = {
    onEvents: (events) => {
      // A hub that is newer than this page may have events of which it does not know: nothing here shows them.
      updater.take(events.flatMap((event) => liveEvent.safeParse(event).data ?? []));
    },
    onState: (now) => {
      if (now === state) return;
      state = now;
      if (state === "live") updater.readFailed();
      // Whoever looked on is not signed in any more: asking who is shows the way back in.
      if (state === "refused") void queries.invalidateQueries({ queryKey: whoAmI.queryKey, exact: true });
      for (const tell of told) tell();
    },
  };
  const link = openShared(hearing) ?? openOwn(hearing);
  addEventListener("offline", link.offline);
  addEventListener("online", link.online);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") link.look();
  });
  return {
    state: () => state,
    onState: (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    look: link.look,
  };
}

/** The stream of the browser, in a worker that its tabs share; null where there is no such thing, as on Android. */
function openShared({ onState, onEvents }: Hearing): Link | null {
  if (typeof SharedWorker === "undefined") return null;
  const worker = new SharedWorker(new URL("./live-worker.ts", import.meta.url), {
    type: "module",
    name: "tocsin-live",
  });
  const { port } = worker;
  port.onmessage = ({ data }) => {
    port.postMessage("heard");
    const message = said.parse(data);
    if ("state" in message) onState(message.state);
    else onEvents(message.events);
  };
  port.postMessage("hello");
  addEventListener("pagehide", () => port.postMessage("bye"));
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) port.postMessage("hello");
  });
  const say = (word: string) => () => port.postMessage(word);
  return { look: say("look"), online: say("online"), offline: say("offline") };
}

/** A stream of this tab's own, while the tab is seen: what came meanwhile is told when it is seen again. */
function openOwn(hearing: Hearing): Link {
  const stream = createLiveStream(hearing);
  const follow = (): void => {
    if (document.visibilityState === "visible") stream.start();
    else stream.stop();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
  return {
    look: stream.look,
    online: stream.look,
    offline: () => {
      stream.stop();
      hearing.onState("lost");
    },
  };
}
