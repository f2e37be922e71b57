import { useTranslations } from "use-intl";
import { AlertTable } from "../alerts/alert-table.tsx";
import { PageHead } from "../ui/page-head.tsx";

/** What is open anywhere. */
export default function AlertsPage() {
  const t = useTranslations("alerts");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <AlertTable channelId={null} />
    </>
  );
}
