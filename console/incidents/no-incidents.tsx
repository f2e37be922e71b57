import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useAddress } from "../records/use-address.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { type IncidentSearch, incidentSearch } from "./incident-search.ts";

/** Says why a list of incidents is empty: because all is well, or because of what it was narrowed to. */
export function NoIncidents({ search }: { search: IncidentSearch }) {
  const t = useTranslations("incidents");
  const records = useTranslations("records");
  const { search: asked, change } = useAddress(incidentSearch);
  const { q, severity, channel, range, mine } = asked;
  const isNarrowed = Boolean(q || severity || channel || range || mine);
  const clear = () =>
    change({ q: undefined, severity: undefined, channel: undefined, range: undefined, mine: undefined });
  if (isNarrowed)
    return (
      <EmptyState title={records("nothingTitle")} lead={records("nothingLead")}>
        <Button variant="default" onClick={clear}>
          {records("clear")}
        </Button>
      </EmptyState>
    );
  const tab = search.progress ?? "open";
  const isOpenTab = tab === "open" || tab === "triggered" || tab === "processing";
  return (
    <EmptyState title={t(isOpenTab ? "emptyTitle" : "emptyAllTitle")} lead={t("emptyLead")}>
      {isOpenTab && (
        <Button variant="default" onClick={() => change({ progress: "all" })}>
          {t("showAll")}
        </Button>
      )}
      <LinkButton to="/channel" variant="default">
        {t("toChannels")}
      </LinkButton>
    </EmptyState>
  );
}
