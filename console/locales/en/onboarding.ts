/** The texts of the first steps, in English. */
export const onboarding = {
  onboarding: {
    title: "First steps",
    lead: "{done} of {all} done. This list ticks itself.",
    dismiss: "Skip, go to Channels",
    done: "(done)",
    open: "(to do)",
    channel: "Create a channel",
    channelLead: "A channel collects the alerts of one service and owns its incidents.",
    channelGo: "Create channel",
    integration: "Connect a monitoring system",
    integrationLead: "An integration gives you a push URL that your monitoring system sends its alerts to.",
    integrationGo: "Choose a system",
    event: "Receive the first event",
    eventLead: "Paste the push URL into your monitoring system and press its test button.",
    eventGo: "Open push URL and guide",
    teammate: "Invite a teammate",
    teammateLead: "Whoever is on call needs an account, for a start to acknowledge and resolve incidents.",
    teammateAsk: "Ask an Admin to invite whoever is on call with you.",
    teammateGo: "Open Members",
  },
} as const;
