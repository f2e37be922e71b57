import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { nowSeconds } from "../api/now-seconds.ts";
import { useLanguage } from "../locales/language.tsx";
import { daysBefore } from "../records/record-search.ts";
import { useAddress } from "../records/use-address.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { type IncidentSearch, incidentSearch } from "./incident-search.ts";

const EVERYTHING = { q: undefined, severity: undefined, channel: undefined, range: undefined, mine: undefined };

/** Says why a list of incidents is empty: because all is well, or because of what it was narrowed to. */
export function NoIncidents({ search }: { search: IncidentSearch }) {
  const t = useTranslations("incidents");
  const { timeZone } = useLanguage();
  const records = useTranslations("records");
  const { search: asked, change } = useAddress(incidentSearch);
  const { q, severity, channel, range, mine } = asked;
  const tab = search.progress ?? "open";
  const isPartOfOpen = tab === "triggered" || tab === "processing";
  const isNarrowed = Boolean(isPartOfOpen || q || severity || channel || range || mine);
  const clear = () => change({ ...EVERYTHING, ...(isPartOfOpen && { progress: undefined }) });
  if (isNarrowed)
    return (
      <EmptyState title={records("nothingTitle")} lead={records("nothingLead")}>
        <Button variant="default" onClick={clear}>
          {records("clear")}
        </Button>
      </EmptyState>
    );
  const isOpenTab = tab === "open";
  return (
    <EmptyState
      title={t(isOpenTab ? "emptyTitle" : "emptyAllTitle")}
      lead={t(isOpenTab ? "emptyLead" : "emptyAllLead")}
    >
      {isOpenTab && (
        <>
          <Button variant="default" onClick={() => change(daysBefore(nowSeconds(), timeZone))}>
            {records("furtherBack")}
          </Button>
          <Button variant="default" onClick={() => change({ progress: "all" })}>
            {t("showAll")}
          </Button>
        </>
      )}
      <LinkButton to="/channel" variant="default">
        {t("toChannels")}
      </LinkButton>
    </EmptyState>
  );
}
