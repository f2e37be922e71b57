import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { DeliveryDetail } from "./delivery-facts.tsx";

type Adjustment = NonNullable<DeliveryDetail["verdicts"]["events"][number]["changes"]>[number];

/** What reading an event changed about it: cut, dropped, mapped (P8). */
export function Adjustments({ changes }: { changes: readonly Adjustment[] }) {
  const t = useTranslations("change");
  const say = useAdjustment();
  if (changes.length === 0) return null;
  return (
    <Text size="sm" className="delivery-changes">
      {t("line", { changes: changes.map(say).join(t("separator")) })}
    </Text>
  );
}

function useAdjustment(): (adjustment: Adjustment) => string {
  const t = useTranslations("change");
  return ({ change, field, count }) => {
    const label = field.startsWith("labels.") ? field.slice("labels.".length) || t("unnamed") : null;
    switch (change) {
      case "cut":
        return label === null ? t("cutText", { field, count }) : t("cutLabels", { field: label, count });
      case "dropped":
        return label === null ? t("droppedImages", { count }) : t("droppedLabels", { field: label, count });
      case "mapped":
        return t("mapped", { count });
      case "unrendered":
        return t("unrendered");
    }
  };
}
