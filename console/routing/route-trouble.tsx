import { Alert, Text } from "@mantine/core";
import { IconAlertOctagon, IconAlertTriangle } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useChannelNames } from "../channels/channel-name.tsx";
import { channelIdsOf, type RouteBody } from "./route-draft.ts";

type Trouble = "noRoute" | "dead" | "noDefault" | "deadDefault";

/** Pure. What keeps events of a route from reaching anybody, the worst first; null when nothing does. */
function findTrouble(route: RouteBody, takesEvents: (channelId: number) => boolean): Trouble | null {
  const fallback = route.default?.channel_ids ?? [];
  if (route.cases.length === 0 && fallback.length === 0) return "noRoute";
  // Which channel a label will name cannot be known before the event is there.
  const isOpen = route.cases.some(({ routing_mode }) => routing_mode === "name_mapping");
  if (!isOpen && !channelIdsOf(route).some(takesEvents)) return "dead";
  const takesAll = route.cases.some((one) => one.if.length === 0 && (one.channel_ids ?? []).some(takesEvents));
  if (takesAll) return null;
  if (fallback.length === 0) return "noDefault";
  return fallback.some(takesEvents) ? null : "deadDefault";
}

type RouteTroubleProps = {
  route: RouteBody;
  /** Whether the page says already that what is stored lets nothing through. */
  isStored: boolean;
};

/** Says loudly when a route lets nothing through, or lets some fall. */
export function RouteTrouble({ route, isStored }: RouteTroubleProps) {
  const t = useTranslations("routeTrouble");
  const { takesEvents } = useChannelNames();
  const trouble = findTrouble(route, takesEvents);
  const isWorst = trouble === "noRoute" || trouble === "dead";
  if (!trouble || (isWorst && isStored)) return null;
  const Icon = isWorst ? IconAlertOctagon : IconAlertTriangle;
  return (
    <Alert
      className="route-trouble"
      data-worst={isWorst || undefined}
      role={isWorst ? "alert" : "status"}
      variant="outline"
      color={isWorst ? "red" : "yellow"}
      icon={<Icon aria-hidden />}
      title={t(`${trouble}Title`)}
    >
      <Text size="sm">{t(`${trouble}Lead`)}</Text>
    </Alert>
  );
}
