import { createLiveStream, type RawEvent, type StreamState } from "./live-stream.ts";

// Runs as a shared worker: all tabs of a browser hear one stream, however many they are and whichever closes or freezes. A browser
// opens six connections to a server at most, and a stream for each tab would use them up.

/** What a tab that does not answer is sent at most; it is told to read everything anew when it answers again. */
const UNANSWERED_MAX = 40;

type Tab = { port: MessagePort; unanswered: number; isBehind: boolean };

const tabs = new Map<MessagePort, Tab>();
let state: StreamState = "lost";
/** A tab that is seen anew asks for a connection: while there is no network it would only fail. */
let isOffline = false;

const stream = createLiveStream({
  onState: (now) => {
    state = now;
    for (const tab of tabs.values()) send(tab, { state });
  },
  onEvents: (events) => {
    if (events.length > 0) for (const tab of tabs.values()) send(tab, { events });
  },
});

function send(tab: Tab, message: { state: StreamState } | { events: readonly RawEvent[] }): void {
  if (tab.unanswered >= UNANSWERED_MAX) tab.isBehind = true;
  if (tab.isBehind) return;
  tab.unanswered += 1;
  tab.port.postMessage(message);
}

/** What a tab read until now may have changed without its hearing of it. */
function sendResync(tab: Tab, because: string): void {
  send(tab, { events: [{ name: "resync", data: { because } }] });
}

/** A tab comes, answers, looks, or goes. Where the network goes or comes, tabs hear of it before a connection does. */
function hear(port: MessagePort, word: unknown): void {
  const tab = tabs.get(port) ?? { port, unanswered: 0, isBehind: false };
  if (word === "bye") {
    tabs.delete(port);
    if (tabs.size === 0) stream.stop();
  } else if (word === "hello") {
    tabs.set(port, tab);
    send(tab, { state });
    // A stream that is still on its way will itself tell what changed, or to read everything.
    if (state === "live") sendResync(tab, "this tab has just begun to listen");
    isOffline = false;
    stream.start();
  } else if (word === "heard") {
    tab.unanswered = Math.max(0, tab.unanswered - 1);
    if (!tab.isBehind || tab.unanswered > 0) return;
    tab.isBehind = false;
    send(tab, { state });
    sendResync(tab, "this tab did not listen for a while");
  } else if (word === "look") {
    if (!isOffline) stream.look();
  } else if (word === "online") {
    isOffline = false;
    stream.look();
  } else if (word === "offline") {
    isOffline = true;
    stream.stop();
    state = "lost";
    for (const one of tabs.values()) send(one, { state });
  }
}

addEventListener("connect", (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (!port) return;
  port.onmessage = ({ data }) => hear(port, data);
});
