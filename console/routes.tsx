import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { channelSearch } from "./api/channel-search.ts";
import { integrationSearch } from "./api/integration-search.ts";
import { Crash } from "./ui/crash.tsx";
import { Door } from "./ui/door.tsx";
import { NotFound } from "./ui/not-found.tsx";

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
    tab: z.enum(["incidents", "alerts", "integrations", "settings"]).optional().catch(undefined),
    /** Whether an integration is being added. */
    add: z.literal(true).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/channel-page.tsx")),
});

const integration = createRoute({
  ...under,
  path: "/integration/detail/$integrationId",
  validateSearch: z.object({ tab: z.enum(["overview", "route", "deliveries"]).optional().catch(undefined) }),
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
  component: lazyRouteComponent(() => import("./pages/incidents-page.tsx")),
});

const alerts = createRoute({
  ...under,
  path: "/alert",
  component: lazyRouteComponent(() => import("./pages/alerts-page.tsx")),
});

const members = createRoute({
  ...under,
  path: "/platform/member",
  component: lazyRouteComponent(() => import("./pages/members-page.tsx")),
});

const teams = createRoute({
  ...under,
  path: "/platform/team",
  component: lazyRouteComponent(() => import("./pages/teams-page.tsx")),
});

/** Every address of the console. */
export const router = createRouter({
  routeTree: root.addChildren([home, channels, channel, integration, integrations, incidents, alerts, members, teams]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
