import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "../ui/empty-state.tsx";

type Props = {
  words: "alerts" | "incidents";
  /** Takes away what the list was narrowed to; null when it was not. */
  onClear: (() => void) | null;
  /** How to see what is not open any more, or older than the list looks; null when all is shown already. */
  beyond: { onFurtherBack: () => void; onShowAll: () => void } | null;
  /** Where what is missing would come from. */
  source: ReactNode;
};

/** Says why a list of records is empty: because all is well, or because of what it was narrowed to. */
export function NoRecords({ words, onClear, beyond, source }: Props) {
  const t = useTranslations(words);
  const records = useTranslations("records");
  if (onClear)
    return (
      <EmptyState title={records("nothingTitle")} lead={records("nothingLead")}>
        <Button variant="default" onClick={onClear}>
          {records("clear")}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState title={t(beyond ? "emptyTitle" : "emptyAllTitle")} lead={t(beyond ? "emptyLead" : "emptyAllLead")}>
      {beyond && (
        <>
          <Button variant="default" onClick={beyond.onFurtherBack}>
            {records("furtherBack")}
          </Button>
          <Button variant="default" onClick={beyond.onShowAll}>
            {t("showAll")}
          </Button>
        </>
      )}
      {source}
    </EmptyState>
  );
}
