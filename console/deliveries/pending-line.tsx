import { Group, Text } from "@mantine/core";
import { IconClockHour4 } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { Moment } from "../ui/moment.tsx";

type Pending = { count: number; is_exact: boolean; oldest: number };

/** How many pushes wait, and since when. */
export function PendingLine({ pending: { count, is_exact, oldest } }: { pending: Pending }) {
  const t = useTranslations("deliveries");
  return (
    <Group role="status" gap="xs" mb={count > 0 ? "sm" : 0}>
      {count > 0 && (
        <>
          <IconClockHour4 size={16} aria-hidden />
          <Text size="sm">
            {t.rich(is_exact ? "pending" : "pendingMore", { count, when: () => <Moment seconds={oldest / 1000} /> })}
          </Text>
        </>
      )}
    </Group>
  );
}
