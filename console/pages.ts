import type { RouteComponent } from "@tanstack/react-router";
import { lazyPage } from "./ui/lazy-part.tsx";

type Name =
  | "acceptInvite"
  | "alert"
  | "alerts"
  | "appKeys"
  | "channel"
  | "channels"
  | "home"
  | "incident"
  | "incidents"
  | "integration"
  | "integrations"
  | "members"
  | "profile"
  | "setUp"
  | "team"
  | "teams";

/** The pages of the console by name. The type is written out: pages ask which addresses there are, which would make a circle. */
export const PAGES: Readonly<Record<Name, RouteComponent>> = {
  acceptInvite: lazyPage(() => import("./pages/accept-invite-page.tsx")),
  alert: lazyPage(() => import("./pages/alert-page.tsx")),
  alerts: lazyPage(() => import("./pages/alerts-page.tsx")),
  appKeys: lazyPage(() => import("./pages/app-keys-page.tsx")),
  channel: lazyPage(() => import("./pages/channel-page.tsx")),
  channels: lazyPage(() => import("./pages/channels-page.tsx")),
  home: lazyPage(() => import("./pages/home-page.tsx")),
  incident: lazyPage(() => import("./pages/incident-page.tsx")),
  incidents: lazyPage(() => import("./pages/incidents-page.tsx")),
  integration: lazyPage(() => import("./pages/integration-page.tsx")),
  integrations: lazyPage(() => import("./pages/integrations-page.tsx")),
  members: lazyPage(() => import("./pages/members-page.tsx")),
  profile: lazyPage(() => import("./pages/profile-page.tsx")),
  setUp: lazyPage(() => import("./pages/set-up-page.tsx")),
  team: lazyPage(() => import("./pages/team-page.tsx")),
  teams: lazyPage(() => import("./pages/teams-page.tsx")),
};
