import { useState } from "react";
import { useFormatter, useNow } from "use-intl";
import { decideNow } from "./decide-now.ts";
import { TO_THE_SECOND } from "./time-formats.ts";

const EVERY_MS = 30_000;

type MomentProps = {
  seconds: number;
  /** Also says the time itself, where it is read for itself: fingers and keys cannot hover. */
  isExact?: boolean;
};

/** How long ago something was, with the exact time on hover. */
export function Moment({ seconds, isExact = false }: MomentProps) {
  const format = useFormatter();
  const tick = useNow({ updateInterval: EVERY_MS });
  const came = useArrivalMs(seconds);
  const time = new Date(seconds * 1000);
  const exact = format.dateTime(time, TO_THE_SECOND);
  return (
    <time dateTime={time.toISOString()} title={exact}>
      {format.relativeTime(time, new Date(decideNow(time.getTime(), [tick.getTime(), came])))}
      {isExact && <span className="moment-exact">{exact}</span>}
    </time>
  );
}

/** When a time came to stand here: the tick before may be half a minute older than what a live update brings. */
function useArrivalMs(seconds: number): number {
  const [arrival, setArrival] = useState(() => ({ seconds, atMs: Date.now() }));
  if (arrival.seconds === seconds) return arrival.atMs;
  const anew = { seconds, atMs: Date.now() };
  setArrival(anew);
  return anew.atMs;
}
