import { useTranslations } from "use-intl";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { NameValues } from "./name-values.tsx";
import { useWhen } from "./use-when.ts";

/** What the source read out of the push for one event. */
export function EventDetail({ event, isOpen = false }: { event: DeliveryDetail["events"][number]; isOpen?: boolean }) {
  const t = useTranslations("delivery");
  const say = useWhen();
  const rows: [string, string][] = [[t("alertKey"), event.alert_key]];
  if (event.description) rows.push([t("description"), event.description]);
  if (event.source_time > 0) rows.push([t("sourceTime"), say(event.source_time)]);
  for (const [name, value] of Object.entries(event.labels)) rows.push([`labels.${name}`, value]);
  return (
    <details className="delivery-detail" open={isOpen}>
      <summary>{t("eventDetail")}</summary>
      <NameValues verticalSpacing={2} rows={rows} />
    </details>
  );
}
