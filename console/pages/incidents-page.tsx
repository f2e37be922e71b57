import { useTranslations } from "use-intl";
import { IncidentTable } from "../incidents/incident-table.tsx";
import { PageHead } from "../ui/page-head.tsx";

/** What is open anywhere. */
export default function IncidentsPage() {
  const t = useTranslations("incidents");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <IncidentTable channelId={null} />
    </>
  );
}
