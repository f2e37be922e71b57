import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { alertSearch } from "./alerts/alert-search.ts";
import { channelSearch } from "./api/channel-search.ts";
import { integrationSearch } from "./api/integration-search.ts";
import { incidentSearch } from "./incidents/incident-search.ts";
import { Crash } from "./ui/crash.tsx";
import { deliverySearch } from "./ui/delivery/delivery-search.ts";
import { Door } from "./ui/door.tsx";
import { listSearch } from "./ui/list-search.ts";
import { NotFound } from "./ui/not-found.tsx";
import { routeSearch } from "./ui/route/route-search.ts";

const root = createRootRoute({ component: Door, notFoundComponent: NotFound, errorComponent: Crash });
const under = { getParentRoute: () => root } as const;

const home = createRoute({
  ...under,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/home-page.tsx")),
});

const channels = createRoute({
  ...under,
  path: "/channel",
  validateSearch: channelSearch,
  component: lazyRouteComponent(() => import("./pages/channels-page.tsx")),
});

const channel = createRoute({
  ...under,
  path: "/channel/detail/$channelId",
  validateSearch: z.object({
    ...incidentSearch.shape,
    ...alertSearch.shape,
    tab: z.enum(["incidents", "alerts", "integrations", "settings"]).optional().catch(undefined),
    /** Whether an integration is being added. */
    add: z.literal(true).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/channel-page.tsx")),
});

const integration = createRoute({
  ...under,
  path: "/integration/detail/$integrationId",
  validateSearch: z.object({
    tab: z.enum(["overview", "route", "mapping", "deliveries"]).optional().catch(undefined),
    ...routeSearch,
    ...deliverySearch,
  }),
  component: lazyRouteComponent(() => import("./pages/integration-page.tsx")),
});

const integrations = createRoute({
  ...under,
  path: "/integration",
  validateSearch: integrationSearch,
  component: lazyRouteComponent(() => import("./pages/integrations-page.tsx")),
});

const incidents = createRoute({
  ...under,
  path: "/incident",
  validateSearch: incidentSearch,
  component: lazyRouteComponent(() => import("./pages/incidents-page.tsx")),
});

const alerts = createRoute({
  ...under,
  path: "/alert",
  validateSearch: alertSearch,
  component: lazyRouteComponent(() => import("./pages/alerts-page.tsx")),
});

const setUp = createRoute({
  ...under,
  path: "/setup",
  component: lazyRouteComponent(() => import("./pages/set-up-page.tsx")),
});

const acceptInvite = createRoute({
  ...under,
  path: "/accept-invite",
  component: lazyRouteComponent(() => import("./pages/accept-invite-page.tsx")),
});

const incident = createRoute({
  ...under,
  path: "/incident/detail/$incidentId",
  validateSearch: z.object({
    tab: z.enum(["overview", "alerts", "timeline"]).optional().catch(undefined),
    ack: z
      .union([z.literal(1), z.literal("1")])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/incident-page.tsx")),
});

const alert = createRoute({
  ...under,
  path: "/alert/detail/$alertId",
  validateSearch: z.object({ tab: z.enum(["overview", "events", "timeline"]).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./pages/alert-page.tsx")),
});

const members = createRoute({
  ...under,
  path: "/platform/member",
  validateSearch: z.object({
    ...listSearch,
    role: z.int().optional().catch(undefined),
    status: z.enum(["enabled", "pending", "disabled"]).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/members-page.tsx")),
});

const teams = createRoute({
  ...under,
  path: "/platform/team",
  validateSearch: z.object(listSearch),
  component: lazyRouteComponent(() => import("./pages/teams-page.tsx")),
});

const team = createRoute({
  ...under,
  path: "/platform/team/detail/$teamId",
  validateSearch: z.object({ p: listSearch.p }),
  component: lazyRouteComponent(() => import("./pages/team-page.tsx")),
});

const profile = createRoute({
  ...under,
  path: "/profile/basic",
  component: lazyRouteComponent(() => import("./pages/profile-page.tsx")),
});

const appKeys = createRoute({
  ...under,
  path: "/profile/app-key",
  component: lazyRouteComponent(() => import("./pages/app-keys-page.tsx")),
});

/** Every address of the console. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    setUp,
    acceptInvite,
    channels,
    channel,
    integration,
    integrations,
    incidents,
    incident,
    alerts,
    alert,
    members,
    teams,
    team,
    profile,
    appKeys,
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
