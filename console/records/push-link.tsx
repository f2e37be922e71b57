import { useTranslations } from "use-intl";
import { TextLink } from "../ui/text-link.tsx";

type PushLinkProps = {
  integrationId: number;
  deliveryId: string;
  /** What it is called where several stand in a row. */
  describedAs?: string;
};

/** Leads to a push in the ledger: its body, and what became of each of its events. */
export function PushLink({ integrationId, deliveryId, describedAs }: PushLinkProps) {
  const t = useTranslations("timeline");
  return (
    <TextLink
      to="/integration/detail/$integrationId"
      params={{ integrationId: String(integrationId) }}
      search={{ tab: "deliveries", delivery: deliveryId }}
      size="sm"
      {...(describedAs && { "aria-label": describedAs })}
    >
      {t("push")}
    </TextLink>
  );
}
