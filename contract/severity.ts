/** The three levels an alert can have, worst first (S2). */
export const SEVERITIES = ["Critical", "Warning", "Info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A severity, or `Ok`: recovered. */
export const EVENT_STATUSES = [...SEVERITIES, "Ok"] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

const RANK: Record<EventStatus, number> = { Critical: 3, Warning: 2, Info: 1, Ok: 0 };

/** The worse of two, by Critical > Warning > Info > Ok (S2). */
export function worse<T extends EventStatus>(a: T, b: T): T {
  return RANK[a] >= RANK[b] ? a : b;
}
