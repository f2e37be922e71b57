import type { SourceEvent, SourceReading } from "../sources/source.ts";

type Mapped = Extract<SourceReading, { outcome: "mapped" }>;

/** What the answer to a push needs of its reading: which events there are, under which keys, or why there are none. */
export type Judgement =
  | Exclude<SourceReading, Mapped>
  | (Omit<Mapped, "events"> & { events: readonly Pick<SourceEvent, "status" | "key">[] });
