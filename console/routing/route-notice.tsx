import { Button, Group, Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { Notice } from "./editing.tsx";
import type { RouteDraft } from "./route-draft.ts";

/** What just happened to the draft, said aloud too; and the way back where something was taken out. */
export function RouteNotice({ notice, onUndo }: { notice: Notice | null; onUndo: (draft: RouteDraft) => void }) {
  const t = useTranslations("route");
  const before = notice?.before;
  return (
    <Group role="status" gap="xs" className="route-notice">
      {notice && <Text size="sm">{notice.text}</Text>}
      {before && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          onClick={() => onUndo(before)}
        >
          {t("undo")}
        </Button>
      )}
    </Group>
  );
}
