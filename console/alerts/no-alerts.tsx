import { useTranslations } from "use-intl";
import { nowSeconds } from "../api/now-seconds.ts";
import { useLanguage } from "../locales/language.tsx";
import { NoRecords } from "../records/no-records.tsx";
import { daysBefore } from "../records/record-search.ts";
import { useAddress } from "../records/use-address.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { type AlertSearch, alertSearch } from "./alert-search.ts";

const EVERYTHING = {
  q: undefined,
  severity: undefined,
  channel: undefined,
  integration: undefined,
  range: undefined,
};

/** An empty list of alerts. */
export function NoAlerts({ search }: { search: AlertSearch }) {
  const t = useTranslations("alerts");
  const { timeZone } = useLanguage();
  const { search: asked, change } = useAddress(alertSearch);
  const { q, severity, channel, integration, range } = asked;
  const isNarrowed = q || severity || channel || integration || range;
  const isActiveTab = (search.state ?? "active") === "active";
  const beyond = {
    onFurtherBack: () => change(daysBefore(nowSeconds(), timeZone)),
    onShowAll: () => change({ state: "all" }),
  };
  return (
    <NoRecords
      words="alerts"
      onClear={isNarrowed ? () => change(EVERYTHING) : null}
      beyond={isActiveTab ? beyond : null}
      source={
        <LinkButton to="/integration" variant="default">
          {t("toIntegrations")}
        </LinkButton>
      }
    />
  );
}
