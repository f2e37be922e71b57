import { Button, Checkbox, Group, Text } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ReplayDialog } from "./replay-dialog.tsx";

type ReplayBarProps = {
  integrationId: number;
  selectable: readonly string[];
  selected: readonly string[];
  onSelect: (deliveryIds: readonly string[]) => void;
};

/** Selects deliveries and replays them. */
export function ReplayBar({ integrationId, selectable, selected, onSelect }: ReplayBarProps) {
  const t = useTranslations("deliveries");
  const [isAsking, setAsking] = useState(false);
  const isAll = selectable.length > 0 && selectable.every((id) => selected.includes(id));
  return (
    <Group gap="md" mb="xs" h={32}>
      <Checkbox
        size="xs"
        label={t("selectAll")}
        checked={isAll}
        indeterminate={!isAll && selected.length > 0}
        disabled={selectable.length === 0}
        onChange={() => onSelect(isAll ? [] : selectable)}
      />
      {selected.length > 0 && (
        <>
          <Text size="sm" role="status">
            {t("selected", { count: selected.length })}
          </Text>
          <Button size="compact-sm" leftSection={<IconRepeat size={15} aria-hidden />} onClick={() => setAsking(true)}>
            {t("replay")}
          </Button>
        </>
      )}
      <ReplayDialog
        integrationId={integrationId}
        deliveryIds={selected}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onDone={() => onSelect([])}
      />
    </Group>
  );
}
