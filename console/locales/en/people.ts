/** The texts about signing in, members and teams, in English. */
export const people = {
  signIn: {
    title: "Sign in",
    lead: "The on-call alert hub of your team.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    wrong: "E-mail or password is wrong. Check both and try again.",
    disabled: "This account is disabled. Ask an administrator of your team to enable it.",
    tooMany:
      "Too many wrong passwords. Try again in {minutes, plural, one {# minute} other {# minutes}}; until then even the right one is refused.",
    showPassword: "Show or hide the password",
    forgotten: "Password forgotten? Whoever runs the hub sets a new one with: tocsin member reset-password",
    endedTitle: "Your session has ended",
    endedLead: "Sign in to go on where you were. Nothing you entered on this page is lost.",
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
