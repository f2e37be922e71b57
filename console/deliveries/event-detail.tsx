import { Table } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { useWhen } from "./use-when.ts";

/** What the source read out of the push for one event. */
export function EventDetail({ event, isOpen = false }: { event: DeliveryDetail["events"][number]; isOpen?: boolean }) {
  const t = useTranslations("delivery");
  const say = useWhen();
  const rows = [
    [t("alertKey"), event.alert_key],
    ...(event.description ? [[t("description"), event.description]] : []),
    ...(event.source_time > 0 ? [[t("sourceTime"), say(event.source_time)]] : []),
    ...Object.entries(event.labels).map(([name, value]) => [`labels.${name}`, value]),
  ];
  return (
    <details className="delivery-detail" open={isOpen}>
      <summary>{t("eventDetail")}</summary>
      <Table variant="vertical" verticalSpacing={2}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th>{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
