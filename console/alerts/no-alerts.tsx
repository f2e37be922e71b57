import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { nowSeconds } from "../api/now-seconds.ts";
import { useLanguage } from "../locales/language.tsx";
import { daysBefore } from "../records/record-search.ts";
import { useAddress } from "../records/use-address.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { type AlertSearch, alertSearch } from "./alert-search.ts";

/** Says why a list of alerts is empty: because all is well, or because of what it was narrowed to. */
export function NoAlerts({ search }: { search: AlertSearch }) {
  const t = useTranslations("alerts");
  const { timeZone } = useLanguage();
  const records = useTranslations("records");
  const { search: asked, change } = useAddress(alertSearch);
  const { q, severity, channel, integration, range } = asked;
  const clear = () =>
    change({ q: undefined, severity: undefined, channel: undefined, integration: undefined, range: undefined });
  if (q || severity || channel || integration || range)
    return (
      <EmptyState title={records("nothingTitle")} lead={records("nothingLead")}>
        <Button variant="default" onClick={clear}>
          {records("clear")}
        </Button>
      </EmptyState>
    );
  const isActiveTab = (search.state ?? "active") === "active";
  return (
    <EmptyState
      title={t(isActiveTab ? "emptyTitle" : "emptyAllTitle")}
      lead={t(isActiveTab ? "emptyLead" : "emptyAllLead")}
    >
      {isActiveTab && (
        <>
          <Button variant="default" onClick={() => change(daysBefore(nowSeconds(), timeZone))}>
            {records("furtherBack")}
          </Button>
          <Button variant="default" onClick={() => change({ state: "all" })}>
            {t("showAll")}
          </Button>
        </>
      )}
      <LinkButton to="/integration" variant="default">
        {t("toIntegrations")}
      </LinkButton>
    </EmptyState>
  );
}
