import { useFormatter, useNow } from "use-intl";

const EVERY_MS = 30_000;

/** How long ago something was, with the exact time on hover. */
export function Moment({ seconds }: { seconds: number }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: EVERY_MS });
  const time = new Date(seconds * 1000);
  const exact = format.dateTime(time, { dateStyle: "medium", timeStyle: "medium" });
  return (
    <time dateTime={time.toISOString()} title={exact}>
      {format.relativeTime(time, now)}
    </time>
  );
}
