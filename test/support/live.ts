import { type LiveEvent, liveEvent } from "../../contract/live.ts";
import { LIVE_PATH } from "../../contract/live-stream.ts";

/** A live stream as a program reads it. */
export type TestStream = {
  /** Everything heard so far. */
  events: readonly LiveEvent[];
  /** The id that a reader would come back with; empty before the first. */
  lastId(): string;
  /** Comments and `retry:` lines. */
  notes: readonly string[];
  headers: Headers;
  /** Resolves with the first event, already heard or not, that `matches`. */
  hear(matches: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  /** Resolves when the hub has told where the stream stands. */
  ready(): Promise<void>;
  /** Resolves when the hub has ended the stream. */
  ended: Promise<void>;
  close(): Promise<void>;
};

/** How to open a stream: what it left off with, and who opens it. */
export type StreamOptions = {
  headers?: Record<string, string>;
  lastId?: string;
  /** Told of each event as it comes. */
  onEvent?(event: LiveEvent): void;
};

const DEADLINE_MS = 20_000;

/** Opens a live stream of the hub at `url`; throws with the status when it is refused. */
export async function openLive(url: string, { headers = {}, lastId, onEvent }: StreamOptions): Promise<TestStream> {
  const aborting = new AbortController();
  const id = lastId === undefined ? {} : { "last-event-id": lastId };
  const response = await fetch(`${url}${LIVE_PATH}`, { headers: { ...headers, ...id }, signal: aborting.signal });
  if (response.status !== 200 || !response.body) throw new Error(`refused with ${response.status}`);
  const heard = createHearing(onEvent);
  const reading = readBlocks(response.body, heard.take).catch((error: unknown) => {
    if (!aborting.signal.aborted) throw error;
  });
  const ended = reading.then(heard.end);
  return {
    ...heard,
    headers: response.headers,
    ended,
    ready: () => heard.wait(() => (heard.lastId() === "" ? null : true), "the first id").then(() => undefined),
    hear: (matches) => heard.wait(() => heard.events.find(matches) ?? null, String(matches)),
    close: async () => {
      aborting.abort();
      await ended;
    },
  };
}

/** Whether an event is of this name. */
export function isNamed(name: LiveEvent["name"]): (event: LiveEvent) => boolean {
  return (event) => event.name === name;
}

/** How many streams a hub has open, by its metrics. */
export async function countStreams(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^tocsin_live_streams (\d+)$/m.exec(metrics)?.[1]);
}

function createHearing(onEvent: StreamOptions["onEvent"]) {
  const events: LiveEvent[] = [];
  const notes: string[] = [];
  let lastId = "";
  let isEnded = false;
  let waiting: (() => void)[] = [];
  const tell = () => {
    const told = waiting;
    waiting = [];
    for (const look of told) look();
  };
  return {
    events,
    notes,
    lastId: () => lastId,
    end: () => {
      isEnded = true;
      tell();
    },
    take: (block: string) => {
      const field = (name: string) =>
        block
          .split("\n")
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      lastId = field("id") ?? lastId;
      notes.push(...block.split("\n").filter((line) => /^(:|retry:)/.test(line)));
      const name = field("event");
      if (name) {
        const event = liveEvent.parse({ name, data: JSON.parse(field("data") ?? "null") });
        events.push(event);
        onEvent?.(event);
      }
      tell();
    },
    wait: <T>(find: () => T | null, what: string): Promise<T> =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`not heard in time: ${what}; heard ${JSON.stringify(events)}`)),
          DEADLINE_MS,
        );
        const look = () => {
          const found = find();
          if (found === null && !isEnded) return void waiting.push(look);
          clearTimeout(late);
          if (found === null) reject(new Error(`the stream ended before: ${what}`));
          else resolve(found);
        };
        look();
      }),
  };
}

async function readBlocks(body: ReadableStream<Uint8Array>, take: (block: string) => void): Promise<void> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) take(block);
  }
}
