/** What a push says of its condition: it began, goes on, or is over. */
export type Turn = "fired" | "persisted" | "recovered";

/** One push of a sender that is played. */
export type Notification = {
  /** When it is sent, by the clock of the play's start. */
  atMs: number;
  turn: Turn;
  /** What it is about, for people to read. */
  says: string;
  /** JSON, as it goes over the wire; a retry sends the same. */
  body: string;
};

/** A sender that is played. It has no end; the caller stops asking. */
export type Side = {
  /** The next push in the course of events. */
  next(): Notification;
  /** Ends one condition that still fires; null when none does. */
  recoverNext(): Notification | null;
};
