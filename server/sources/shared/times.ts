// Instants outside 2001–2286 are nonsense here (Go's zero time is the year 1), and inside it the number of digits of an epoch
// tells its unit beyond doubt: 10 seconds, 13 milliseconds, 16 microseconds, 19 nanoseconds.
const EPOCH_MS_MIN = 1e12;
const EPOCH_MS_MAX = 1e13;
const EPOCH_NS_MAX = 1e19;
const TIME_LENGTH_MAX = 64;

/**
 * A sender's time in milliseconds; null when it is missing, nonsense, or a wall-clock time without a zone, which names no
 * instant. Accepts RFC 3339 with `Z`, `+08:00`, `+0800` or `+08` and any fraction, Go's default format, and epochs in seconds
 * to nanoseconds as number or text, with an exponent too.
 */
export function readTime(value: unknown): number | null {
  if (typeof value === "number") return readEpoch(value);
  if (typeof value !== "string" || value.length > TIME_LENGTH_MAX) return null;
  const text = value.trim();
  return EPOCH.test(text) ? readEpoch(Number(text)) : readCalendar(text);
}

/** Whether text is a time to the human eye, with or without a zone: what must not take part in an identity. */
export function looksLikeTime(text: string): boolean {
  return LOOKS_LIKE_TIME.test(text) || (EPOCH.test(text) && readEpoch(Number(text)) !== null);
}

// Go prints a large number with an exponent: in Prometheus `{{ $value }}` is 1.7951406e+09.
const EPOCH = /^(?:\d{10,19}(?:\.\d{1,9})?|\d(?:\.\d{1,17})?[eE]\+?(?:0?9|1[0-8]))$/;
const LOOKS_LIKE_TIME = /^\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?[T\s]\s?\d{1,2}[:时]\d/;
// Go prints a zone name after the offset: 2026-11-20 10:10:00.5 +0800 CST.
const CALENDAR =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?(?: [A-Z]{3,4})?)$/;

function readEpoch(value: number): number | null {
  if (!(value < EPOCH_NS_MAX)) return null;
  for (let ms = value * 1000; ms >= EPOCH_MS_MIN; ms /= 1000) {
    if (ms < EPOCH_MS_MAX) return Math.round(ms);
  }
  return null;
}

function readCalendar(text: string): number | null {
  const parts = CALENDAR.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = 0, fraction = "0", sign, offsetHour = 0, offsetMinute = 0] = parts;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC turns 31 February into a day of March; a date that is in no calendar is nonsense.
  if (new Date(date).getUTCDate() !== Number(day) || new Date(date).getUTCMonth() !== Number(month) - 1) return null;
  // 60 is the leap second some clocks print.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const wallMinutes = Number(hour) * 60 + Number(minute);
  const offsetMinutes = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const ms =
    date + (wallMinutes - offsetMinutes) * 60_000 + Number(second) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  return ms >= EPOCH_MS_MIN && ms < EPOCH_MS_MAX ? ms : null;
}
