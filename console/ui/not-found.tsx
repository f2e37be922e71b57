import { useTranslations } from "use-intl";
import { EmptyState } from "./empty-state.tsx";
import { LinkButton } from "./link-button.tsx";

/** What an address without a page shows. */
export function NotFound() {
  const t = useTranslations("problem");
  return (
    <EmptyState level={1} title={t("notFound")} lead={t("notFoundLead")}>
      <LinkButton to="/channel">{t("home")}</LinkButton>
    </EmptyState>
  );
}
