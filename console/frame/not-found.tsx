import { useTranslations } from "use-intl";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";

/** What an address without a page shows. */
export function NotFound() {
  const t = useTranslations("problem");
  return (
    <EmptyState level={1} title={t("notFound")} lead={t("notFoundLead")}>
      <LinkButton to="/channel">{t("home")}</LinkButton>
    </EmptyState>
  );
}
