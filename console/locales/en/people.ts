/** The texts about signing in, members and teams, in English. */
export const people = {
  signIn: {
    title: "Sign in",
    lead: "The on-call alert hub of your team.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    wrong: "E-mail or password is wrong. Check both and try again.",
  },
  members: {
    title: "Members",
    lead: "Who can be called and made responsible.",
    name: "Name",
    email: "E-mail",
    phone: "Phone",
    timeZone: "Time zone",
    you: "You",
  },
  teams: {
    title: "Teams",
    lead: "People who look after something together. Every channel has a team.",
    team: "Team",
    members: "Members",
    updated: "Updated",
    emptyTitle: "No teams yet",
    emptyLead: "Every channel needs a team.",
  },
} as const;
