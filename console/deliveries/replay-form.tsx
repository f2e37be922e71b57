import { Button, Group, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import { ReplayResults } from "./replay-results.tsx";
import type { Replay } from "./use-replay.ts";

type ReplayFormProps = { integrationId: number; replay: Replay; onClose: () => void };

/** What a replay may do, the way to do it, and then what it did. */
export function ReplayForm({ integrationId, replay, onClose }: ReplayFormProps) {
  const t = useTranslations("replay");
  if (replay.items) return <ReplayResults integrationId={integrationId} items={replay.items} onClose={onClose} />;
  return (
    <>
      <Text size="sm">{t("lead")}</Text>
      {replay.error && <Problem error={replay.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button loading={replay.isPending} onClick={replay.start}>
          {t("confirm", { count: replay.count })}
        </Button>
      </Group>
    </>
  );
}
