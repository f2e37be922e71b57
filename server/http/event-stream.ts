import type { ServerResponse } from "node:http";
import type { LiveEvent } from "../../contract/live.ts";
import { LIVE_BEAT_MS } from "../../contract/live-stream.ts";
import type { Position } from "../live/change-store.ts";
import { writePosition } from "../live/position-text.ts";

/** One answer that goes on: server-sent events to somebody who may read slowly. */
export type EventStream = {
  hear(events: readonly LiveEvent[], until: Position): void;
  /** Ends the answer; the reader comes back after the time it was told. */
  end(): void;
};

/** How soon a reader comes back. A browser's own reader obeys it. */
const RETRY_MS = 2_000;
/** More than this unread is not added to: the reader is told to read everything anew instead, once it reads again. */
const UNREAD_BYTES_MAX = 256 * 1024;
/** Whoever has not read the end of what waits after this many beats is gone. */
const UNREAD_BEATS_MAX = 4;

/** Starts to answer with events. The response must have its headers. */
export function openEventStream(response: ServerResponse): EventStream {
  let until: Position | null = null;
  let isBehind = false;
  let unreadBeats = 0;

  const beat = (): void => {
    unreadBeats = response.writableLength > 0 ? unreadBeats + 1 : 0;
    if (unreadBeats > UNREAD_BEATS_MAX) response.destroy();
    // With the id, a reader that heard nothing for an hour comes back for what was new since the last beat.
    else if (!isBehind && until) response.write(`id: ${writePosition(until)}\n: beat\n\n`);
  };
  const beating = setInterval(beat, LIVE_BEAT_MS);
  response.once("close", () => clearInterval(beating));
  response.on("drain", () => {
    if (!isBehind || !until) return;
    isBehind = false;
    response.write(renderBatch([{ name: "resync", data: { because: "you read too slowly" } }], until));
  });
  response.write(`retry: ${RETRY_MS}\n\n`);

  return {
    hear: (events, position) => {
      const isFirst = until === null;
      until = position;
      if (isBehind || response.writableEnded) return;
      if (response.writableLength > UNREAD_BYTES_MAX) isBehind = true;
      else if (events.length > 0 || isFirst) response.write(renderBatch(events, position));
    },
    end: () => {
      response.end();
    },
  };
}

/** The id goes with the last event: whoever heard only some of a batch asks for all of it again. */
function renderBatch(events: readonly LiveEvent[], until: Position): string {
  const blocks = events.map(({ name, data }) => `event: ${name}\ndata: ${JSON.stringify(data)}\n`);
  const last = blocks.pop() ?? ": nothing new\n";
  return [...blocks, `id: ${writePosition(until)}\n${last}`].map((block) => `${block}\n`).join("");
}
