// Apart from the events, so that who only keeps a stream up need not bring along what reads them.

/** Where the live stream is: `GET`, server-sent events, whoever is signed in. */
export const LIVE_PATH = "/live";

/** How often the hub looks what changed: a stream gets at most one batch of events in that time, whatever the rate of pushes. */
export const LIVE_EVERY_MS = 250;

/** How often a quiet stream says that it lives. One that was silent for twice as long is lost. */
export const LIVE_BEAT_MS = 15_000;
