import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { TextLink } from "../ui/text-link.tsx";
import type { Lost } from "./decide-lost.ts";

type LostAlertProps = { integrationId: number; isShared: boolean; lost: Lost; unrouted: number };

/** Says loudly that events of an integration reach nobody, and where to mend it. */
export function LostAlert({ integrationId, isShared, lost, unrouted }: LostAlertProps) {
  const t = useTranslations("lost");
  const lead = useTranslations("lostLead");
  return (
    <Alert
      role="alert"
      variant="outline"
      mb="md"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(lost, { count: unrouted })}
      styles={{
        root: { background: "var(--look-warning-ground)", borderColor: "var(--look-warning)" },
        icon: { color: "var(--look-warning)" },
        title: { color: "var(--look-warning)" },
        message: { color: "var(--mantine-color-text)" },
      }}
    >
      {lead(lost)}{" "}
      {isShared && lost !== "disabled" && (
        <TextLink
          to="/integration/detail/$integrationId"
          params={{ integrationId: String(integrationId) }}
          search={{ tab: "route" }}
          inherit
          underline="always"
        >
          {lead("toRoute")}
        </TextLink>
      )}
    </Alert>
  );
}
