/** The answer of a limiter. After `retryAfterSeconds` without other requests of the same key, one is admitted. */
export type Admission = { admitted: true } | { admitted: false; retryAfterSeconds: number };

/** Bounds how often each key may do something. A refused request counts for nothing. */
export type RateLimiter = {
  admit(key: string | number, nowMs: number): Admission;
  /** Takes back what was admitted at that time, as if it had not been asked: for limits on what turns out badly. */
  giveBack(key: string | number, admittedMs: number): void;
};

/** 0 switches a limit off. */
export type RateLimits = { perSecond: number; perMinute: number };

const ADMITTED: Admission = { admitted: true };
const MINUTE_SECONDS = 60;
/** One more than a minute has: the oldest second may lie only partly outside the last 60 s and is counted whole. */
const SLOTS = MINUTE_SECONDS + 1;
/** Keys are remembered while the last minute matters, and never more than this many. */
const KEYS_MAX = 100_000;

type Usage = {
  tokens: number;
  refilledMs: number;
  /** Requests admitted in each second, by second modulo 61. */
  slots: Uint32Array;
  /** The latest second the slots know. */
  second: number;
  inMinute: number;
};

/**
 * A token bucket for the second and a sliding 60 s for the minute. Each call costs a bounded number of steps, and memory is
 * bounded by the keys of the last minute.
 */
export function createRateLimiter({ perSecond, perMinute }: RateLimits): RateLimiter {
  if (perSecond <= 0 && perMinute <= 0) return { admit: () => ADMITTED, giveBack: () => undefined };
  // In the order of the latest use, so that the first ones are the ones to forget.
  const usages = new Map<string | number, Usage>();

  return {
    admit: (key, nowMs) => {
      forgetIdle(usages, nowMs);
      const known = usages.get(key);
      if (known) usages.delete(key);
      const usage = known ?? createUsage(perSecond, nowMs);
      usages.set(key, usage);
      advance(usage, perSecond, nowMs);
      const waitSeconds = Math.max(
        perSecond > 0 ? tokenWait(usage, perSecond) : 0,
        perMinute > 0 ? minuteWait(usage, perMinute) : 0,
      );
      if (waitSeconds > 0) return { admitted: false, retryAfterSeconds: waitSeconds };
      usage.tokens -= 1;
      const slot = usage.second % SLOTS;
      usage.slots[slot] = (usage.slots[slot] ?? 0) + 1;
      usage.inMinute += 1;
      return ADMITTED;
    },
    giveBack: (key, admittedMs) => {
      const usage = usages.get(key);
      if (!usage) return;
      usage.tokens = Math.min(perSecond, usage.tokens + 1);
      const second = Math.floor(admittedMs / 1000);
      const slot = second % SLOTS;
      const count = usage.slots[slot] ?? 0;
      // What left the window meanwhile counts for nothing already.
      if (usage.second - second >= SLOTS || count === 0) return;
      usage.slots[slot] = count - 1;
      usage.inMinute -= 1;
    },
  };
}

function createUsage(perSecond: number, nowMs: number): Usage {
  return {
    tokens: perSecond,
    refilledMs: nowMs,
    slots: new Uint32Array(SLOTS),
    second: Math.floor(nowMs / 1000),
    inMinute: 0,
  };
}

/** Refills the bucket and empties the seconds that have left the window. A clock that steps back changes nothing. */
function advance(usage: Usage, perSecond: number, nowMs: number): void {
  if (nowMs > usage.refilledMs) {
    usage.tokens = Math.min(perSecond, usage.tokens + ((nowMs - usage.refilledMs) * perSecond) / 1000);
    usage.refilledMs = nowMs;
  }
  const second = Math.floor(nowMs / 1000);
  if (second - usage.second >= SLOTS) {
    usage.slots.fill(0);
    usage.inMinute = 0;
    usage.second = second;
  }
  while (usage.second < second) {
    usage.second += 1;
    const slot = usage.second % SLOTS;
    usage.inMinute -= usage.slots[slot] ?? 0;
    usage.slots[slot] = 0;
  }
}

/** Fractions of a token come back within the same millisecond arithmetic, so a whole one is not missed by rounding. */
const ROUNDING = 1e-9;

function tokenWait(usage: Usage, perSecond: number): number {
  if (usage.tokens + ROUNDING >= 1) return 0;
  return Math.max(1, Math.ceil((1 - usage.tokens) / perSecond - ROUNDING));
}

/** Seconds until enough of the oldest seconds have left the window. */
function minuteWait(usage: Usage, perMinute: number): number {
  let left = usage.inMinute;
  let seconds = 0;
  while (left >= perMinute && seconds < SLOTS) {
    seconds += 1;
    left -= usage.slots[(usage.second + seconds) % SLOTS] ?? 0;
  }
  return seconds;
}

/** Looks at two of the keys used longest ago: more than come in, so idle ones are gone in time. */
function forgetIdle(usages: Map<string | number, Usage>, nowMs: number): void {
  let looked = 0;
  for (const [key, usage] of usages) {
    const isIdle = nowMs - usage.refilledMs > SLOTS * 1000;
    if (!isIdle && usages.size < KEYS_MAX) return;
    usages.delete(key);
    looked += 1;
    if (looked === 2) return;
  }
}
