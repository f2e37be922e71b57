/** What a timer is for. `auto_resolve`: the incident ends by itself (I16). */
export const TIMER_KINDS = ["auto_resolve"] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** Something that is due at a time, written with the decision that set it (P7). */
export type Timer = {
  timerId: string;
  kind: TimerKind;
  /** The channel whose lock guards what the timer decides about; 0 is a row too. */
  channelId: number;
  /** What it is about: an incident. */
  ref: string;
  /** Tells several timers of one kind and ref apart; empty where there is one. */
  key: string;
  /** The generation of the assignment that set it; 0 for timers that outlive assignments. */
  generation: number;
  /** Milliseconds. */
  dueAt: number;
  /** Since when what it ends has been open, in milliseconds. */
  detail: { sinceMs: number };
};
