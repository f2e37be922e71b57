import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { z } from "zod";
import { alertSearch } from "./alerts/alert-search.ts";
import { channelSearch } from "./channels/channel-search.ts";
import { deliverySearch } from "./deliveries/delivery-search.ts";
import { Crash } from "./frame/crash.tsx";
import { Door } from "./frame/door.tsx";
import { NotFound } from "./frame/not-found.tsx";
import { incidentSearch } from "./incidents/incident-search.ts";
import { integrationSearch } from "./integrations/integration-search.ts";
import { PAGES } from "./pages.ts";
import { routeSearch } from "./routing/route-search.ts";
import { listSearch } from "./ui/list-search.ts";

const root = createRootRoute({ component: Door, notFoundComponent: NotFound, errorComponent: Crash });
const under = { getParentRoute: () => root } as const;

const home = createRoute({
  ...under,
  path: "/",
  component: PAGES.home,
});

const channels = createRoute({
  ...under,
  path: "/channel",
  validateSearch: channelSearch,
  component: PAGES.channels,
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
  component: PAGES.channel,
});

const integration = createRoute({
  ...under,
  path: "/integration/detail/$integrationId",
  validateSearch: z.object({
    tab: z.enum(["overview", "route", "mapping", "deliveries"]).optional().catch(undefined),
    ...routeSearch,
    ...deliverySearch,
  }),
  component: PAGES.integration,
});

const integrations = createRoute({
  ...under,
  path: "/integration",
  validateSearch: integrationSearch,
  component: PAGES.integrations,
});

const incidents = createRoute({
  ...under,
  path: "/incident",
  validateSearch: incidentSearch,
  component: PAGES.incidents,
});

const alerts = createRoute({
  ...under,
  path: "/alert",
  validateSearch: alertSearch,
  component: PAGES.alerts,
});

const setUp = createRoute({
  ...under,
  path: "/setup",
  component: PAGES.setUp,
});

const acceptInvite = createRoute({
  ...under,
  path: "/accept-invite",
  component: PAGES.acceptInvite,
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
  component: PAGES.incident,
});

const alert = createRoute({
  ...under,
  path: "/alert/detail/$alertId",
  validateSearch: z.object({ tab: z.enum(["overview", "events", "timeline"]).optional().catch(undefined) }),
  component: PAGES.alert,
});

const members = createRoute({
  ...under,
  path: "/platform/member",
  validateSearch: z.object({
    ...listSearch,
    role: z.int().optional().catch(undefined),
    status: z.enum(["enabled", "pending", "disabled"]).optional().catch(undefined),
  }),
  component: PAGES.members,
});

const teams = createRoute({
  ...under,
  path: "/platform/team",
  validateSearch: z.object(listSearch),
  component: PAGES.teams,
});

const team = createRoute({
  ...under,
  path: "/platform/team/detail/$teamId",
  validateSearch: z.object({ p: listSearch.p }),
  component: PAGES.team,
});

const profile = createRoute({
  ...under,
  path: "/profile/basic",
  component: PAGES.profile,
});

const appKeys = createRoute({
  ...under,
  path: "/profile/app-key",
  component: PAGES.appKeys,
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
  // In the place of its page: what stands around it goes on leading elsewhere.
  defaultErrorComponent: Crash,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
