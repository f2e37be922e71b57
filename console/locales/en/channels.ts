/** The texts about channels, in English. */
export const channels = {
  channels: {
    title: "Channels",
    lead: "A channel owns the incidents of one service or team.",
    create: "Create channel",
    emptyTitle: "Start with a channel",
    emptyLead:
      "A channel collects the alerts of one service. Make one, connect a monitoring system to it, and its alerts become incidents here.",
    open: "{count, plural, =0 {No open incidents} one {# open incident} other {# open incidents}}",
    triggered: "Triggered",
    processing: "Processing",
    name: "Name",
    nameHint: "For example the service it watches over: Payments",
    description: "Description",
    team: "Team",
    cancel: "Cancel",
    disabled: "Disabled",
    latest: "Latest incident <when></when>",
    never: "No incident yet",
  },
  channel: {
    tabs: "Parts of the channel",
    incidents: "Incidents",
    alerts: "Alerts",
    integrations: "Integrations",
    back: "Channels",
  },
} as const;
