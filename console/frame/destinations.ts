import {
  type Icon,
  IconAlertTriangle,
  IconBell,
  IconLayoutGrid,
  IconPlug,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";

type Destination = {
  to: "/channel" | "/incident" | "/alert" | "/integration" | "/platform/member" | "/platform/team";
  name: "channels" | "incidents" | "alerts" | "alertEvents" | "members" | "teams";
  icon: Icon;
};

/** The pages of the navigation, in groups. */
export const DESTINATIONS: readonly {
  group: "integrations" | "organisation" | null;
  pages: readonly Destination[];
}[] = [
  {
    group: null,
    pages: [
      { to: "/channel", name: "channels", icon: IconLayoutGrid },
      { to: "/incident", name: "incidents", icon: IconAlertTriangle },
      { to: "/alert", name: "alerts", icon: IconBell },
    ],
  },
  { group: "integrations", pages: [{ to: "/integration", name: "alertEvents", icon: IconPlug }] },
  {
    group: "organisation",
    pages: [
      { to: "/platform/member", name: "members", icon: IconUser },
      { to: "/platform/team", name: "teams", icon: IconUsersGroup },
    ],
  },
];
