import type { EventStatus, Severity } from "../../contract/severity.ts";

/** What of an alert its incident counts. */
export type CountedAlert = {
  severity: Severity;
  status: EventStatus;
  progress: "Triggered" | "Closed";
  eventCnt: number;
};

/**
 * How many alerts an incident has, by severity and by state. Its own severity and status, and whether it ends, come from these
 * numbers alone, so that nothing hangs on which alert moved last, and no alert need be read again.
 */
export type AlertCounts = {
  alertCnt: number;
  /** Alerts that still absorb events. */
  activeAlertCnt: number;
  alertEventCnt: number;
  /** By the worst that each ever said. */
  criticalCnt: number;
  warningCnt: number;
  infoCnt: number;
  /** By what each says now; those that recovered are in none of the three. */
  firingCriticalCnt: number;
  firingWarningCnt: number;
  firingInfoCnt: number;
};

/** The counts of an incident without alerts. */
export const NO_ALERTS: AlertCounts = {
  alertCnt: 0,
  activeAlertCnt: 0,
  alertEventCnt: 0,
  criticalCnt: 0,
  warningCnt: 0,
  infoCnt: 0,
  firingCriticalCnt: 0,
  firingWarningCnt: 0,
  firingInfoCnt: 0,
};

/** The counts after one alert came (`before` is null), changed, or went (`after` is null). */
export function recount(counts: AlertCounts, before: CountedAlert | null, after: CountedAlert | null): AlertCounts {
  // Written out, since an incident has its counts among many other fields.
  const counted: AlertCounts = {
    alertCnt: counts.alertCnt,
    activeAlertCnt: counts.activeAlertCnt,
    alertEventCnt: counts.alertEventCnt,
    criticalCnt: counts.criticalCnt,
    warningCnt: counts.warningCnt,
    infoCnt: counts.infoCnt,
    firingCriticalCnt: counts.firingCriticalCnt,
    firingWarningCnt: counts.firingWarningCnt,
    firingInfoCnt: counts.firingInfoCnt,
  };
  if (before) count(counted, before, -1);
  if (after) count(counted, after, 1);
  return counted;
}

function count(counts: AlertCounts, { severity, status, progress, eventCnt }: CountedAlert, by: 1 | -1): void {
  counts.alertCnt += by;
  counts.alertEventCnt += by * eventCnt;
  if (progress === "Triggered") counts.activeAlertCnt += by;
  if (severity === "Critical") counts.criticalCnt += by;
  else if (severity === "Warning") counts.warningCnt += by;
  else counts.infoCnt += by;
  if (status === "Critical") counts.firingCriticalCnt += by;
  else if (status === "Warning") counts.firingWarningCnt += by;
  else if (status === "Info") counts.firingInfoCnt += by;
}

/** The worst any of the alerts ever said; null without alerts. */
export function severityOf({ criticalCnt, warningCnt, infoCnt }: AlertCounts): Severity | null {
  if (criticalCnt > 0) return "Critical";
  if (warningCnt > 0) return "Warning";
  return infoCnt > 0 ? "Info" : null;
}

/** `Ok` when every alert recovered, else the worst that has not; null without alerts. */
export function statusOf(counts: AlertCounts): EventStatus | null {
  if (counts.firingCriticalCnt > 0) return "Critical";
  if (counts.firingWarningCnt > 0) return "Warning";
  if (counts.firingInfoCnt > 0) return "Info";
  return counts.alertCnt > 0 ? "Ok" : null;
}
