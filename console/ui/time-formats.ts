const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

const DAY = { year: "numeric", month: "short", day: "numeric" } as const;

/** A time as every page says it: who compares two of them must not have to read AM and PM. */
export const TO_THE_SECOND = { ...DAY, ...CLOCK, second: "2-digit" } as const;

/** Until when something holds. */
export const TO_THE_MINUTE = { ...DAY, ...CLOCK } as const;
