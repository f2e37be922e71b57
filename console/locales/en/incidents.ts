/** The texts about incidents, in English. */
export const incidents = {
  severity: { Critical: "Critical", Warning: "Warning", Info: "Info", Ok: "Ok", none: "All quiet" },
  progress: { Triggered: "Triggered", Processing: "Processing", Closed: "Closed" },
  incidents: {
    title: "Incidents",
    lead: "Open incidents of the last 30 days, the newest first.",
    emptyTitle: "No open incidents",
    emptyLead: "When an alert opens an incident it appears here.",
    incident: "Incident",
    severity: "Severity",
    progress: "Progress",
    channel: "Channel",
    started: "Started",
    alerts: "Alerts",
  },
} as const;
