import { useTranslations } from "use-intl";
import { nowSeconds } from "../api/now-seconds.ts";
import { useLanguage } from "../locales/language.tsx";
import { NoRecords } from "../records/no-records.tsx";
import { daysBefore } from "../records/record-search.ts";
import { useAddress } from "../records/use-address.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { type IncidentSearch, incidentSearch } from "./incident-search.ts";

const EVERYTHING = { q: undefined, severity: undefined, channel: undefined, range: undefined, mine: undefined };

/** An empty list of incidents. */
export function NoIncidents({ search }: { search: IncidentSearch }) {
  const t = useTranslations("incidents");
  const { timeZone } = useLanguage();
  const { search: asked, change } = useAddress(incidentSearch);
  const { q, severity, channel, range, mine } = asked;
  const tab = search.progress ?? "open";
  const isPartOfOpen = tab === "triggered" || tab === "processing";
  const isNarrowed = isPartOfOpen || q || severity || channel || range || mine;
  const clear = () => change({ ...EVERYTHING, ...(isPartOfOpen && { progress: undefined }) });
  const beyond = {
    onFurtherBack: () => change(daysBefore(nowSeconds(), timeZone)),
    onShowAll: () => change({ progress: "all" }),
  };
  return (
    <NoRecords
      words="incidents"
      onClear={isNarrowed ? clear : null}
      beyond={tab === "open" ? beyond : null}
      source={
        <LinkButton to="/channel" variant="default">
          {t("toChannels")}
        </LinkButton>
      }
    />
  );
}
