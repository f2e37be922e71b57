import { LIVE_BEAT_MS, LIVE_PATH } from "../../contract/live-stream.ts";
import { CONSOLE_HEADER } from "../../contract/session.ts";

/** How a stream is: on its way or lost, up to date, or refused because nobody is signed in. */
export type StreamState = "lost" | "live" | "refused";

/** An event as it came, not looked at. */
export type RawEvent = { name: string; data: unknown };

/** One connection to the hub's live stream, kept up until it is stopped. */
export type LiveStream = {
  /** Connects, unless it is connected or on its way. */
  start(): void;
  /** Lets go; what was heard last is remembered for the next start. */
  stop(): void;
  /** Somebody looks: what waits tries again at once, what has long been silent is taken for lost. */
  look(): void;
};

export type LiveStreamOptions = {
  onState(state: StreamState): void;
  onEvents(events: readonly RawEvent[]): void;
};

type TakeBlocks = (blocks: readonly string[]) => void;

const RETRY_MS = { first: 500, max: 15_000 } as const;
const SILENCE_MS_MAX = 2 * LIVE_BEAT_MS;

/** Creates a stream, not connected yet. */
export function createLiveStream({ onState, onEvents }: LiveStreamOptions): LiveStream {
  let lastId = "";
  let failures = 0;
  let heardAtMs = 0;
  let isUp = false;
  let connection: AbortController | null = null;
  const alarm = createAlarm();

  const end = (how: "refused" | "lost"): void => {
    connection = null;
    if (how === "refused") lastId = "";
    onState(how);
    if (how === "refused") return;
    alarm.set(pauseMs(failures), start);
    failures += 1;
  };
  const hear = (blocks: readonly string[]): void => {
    heardAtMs = performance.now();
    alarm.set(SILENCE_MS_MAX, () => connection?.abort());
    onEvents(blocks.flatMap(readEvent));
    const id = blocks.flatMap((block) => fieldOf(block, "id") ?? []).at(-1);
    if (id === undefined) return;
    lastId = id;
    if (failures !== 0 || !isUp) onState("live");
    failures = 0;
    isUp = true;
  };

  function start(): void {
    if (connection) return;
    const own = new AbortController();
    connection = own;
    isUp = false;
    alarm.set(SILENCE_MS_MAX, () => own.abort());
    void listen(lastId, own.signal, hear)
      .catch(() => "lost" as const)
      .then((how) => {
        alarm.clear();
        if (connection === own) end(how);
      });
  }

  return {
    start,
    stop: () => {
      alarm.clear();
      const stopped = connection;
      connection = null;
      stopped?.abort();
    },
    look: () => {
      if (!connection) start();
      else if (isUp && performance.now() - heardAtMs > LIVE_BEAT_MS * 1.3) connection.abort();
    },
  };
}

/** One alarm: setting it anew forgets what it was set to before. */
function createAlarm() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => clearTimeout(timer);
  const set = (ms: number, then: () => void): void => {
    clear();
    timer = setTimeout(then, ms);
  };
  return { set, clear };
}

/** Apart from each other: all browsers of a hub that was started again would otherwise come back in the same moment. */
function pauseMs(failures: number): number {
  return Math.min(RETRY_MS.max, RETRY_MS.first * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** Listens from what was heard last until the stream ends, and says how it ended. */
async function listen(lastId: string, signal: AbortSignal, hear: TakeBlocks): Promise<"refused" | "lost"> {
  const headers = { [CONSOLE_HEADER]: "1", ...(lastId && { "last-event-id": lastId }) };
  const response = await fetch(LIVE_PATH, { headers, signal, cache: "no-store", credentials: "same-origin" });
  if (response.status === 401 || response.status === 403) return "refused";
  if (response.ok && response.body) await readBlocks(response.body, hear);
  return "lost";
}

function readEvent(block: string): RawEvent[] {
  const name = fieldOf(block, "event");
  const data = fieldOf(block, "data");
  return name === undefined || data === undefined ? [] : [{ name, data: JSON.parse(data) }];
}

function fieldOf(block: string, name: string): string | undefined {
  const line = block.split("\n").find((one) => one.startsWith(`${name}: `));
  return line?.slice(name.length + 2);
}

/** Hands on whole blocks as they come. */
async function readBlocks(body: ReadableStream<Uint8Array>, take: TakeBlocks): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (rest + decoder.decode(piece.value, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    take(blocks);
  }
}
