import type { PushReading } from "../sources/read.ts";
import type { SourceEvent } from "../sources/source.ts";

type Mapped = Extract<PushReading, { outcome: "mapped" }>;

/** What the answer to a push needs of its reading: which events there are, under which keys, or why there are none. */
export type Judgement =
  | Exclude<PushReading, Mapped>
  | (Omit<Mapped, "events"> & { events: readonly Pick<SourceEvent, "status" | "key">[] });
