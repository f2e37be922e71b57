/** The texts about alerts, in English. */
export const alerts = {
  alerts: {
    title: "Alerts",
    lead: "Active alerts of the last 30 days, the newest first.",
    emptyTitle: "No active alerts",
    emptyLead: "Alerts appear here as soon as a monitoring system sends them.",
    alert: "Alert",
    severity: "Severity",
    channel: "Channel",
    started: "Started",
    events: "Events",
    integration: "Integration",
  },
} as const;
