import { Button, Group, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import { useEditing } from "./editing.tsx";
import { listUnfinished } from "./route-issues.ts";
import type { useRouteEdit } from "./use-route-edit.ts";

const NUMBERS_SHOWN = 10;

/** Saves the draft or throws it away; stays in sight while there is something to save. */
export function SaveBar({ edit }: { edit: ReturnType<typeof useRouteEdit> }) {
  const t = useTranslations("routeSave");
  const { draft, numbers, refusals } = useEditing();
  const unfinished = [...new Set([...listUnfinished(draft.rows), ...refusals.keys()])]
    .map((key) => numbers.get(key) ?? 0)
    .sort((a, b) => a - b);
  const isEmpty = numbers.size === 0 && (draft.fallback?.channel_ids ?? []).length === 0;
  if (!edit.isDirty) return <Saved version={edit.savedVersion} />;
  const more = unfinished.length > NUMBERS_SHOWN ? ", …" : "";
  return (
    <section className="route-save" aria-label={t("dirty")}>
      {edit.saveError && !edit.hasConflict && <Problem error={edit.saveError} />}
      <Group justify="space-between">
        <div role="status">
          <Text fw={600}>{t("dirty")}</Text>
          {unfinished.length > 0 && (
            <Text size="sm">{t("unfinished", { numbers: unfinished.slice(0, NUMBERS_SHOWN).join(", ") + more })}</Text>
          )}
          {isEmpty && <Text size="sm">{t("empty")}</Text>}
        </div>
        <Group gap="xs">
          <Button variant="default" onClick={edit.discard} disabled={edit.isSaving}>
            {t("discard")}
          </Button>
          <Button onClick={edit.save} loading={edit.isSaving} disabled={edit.hasConflict || isEmpty}>
            {t("save")}
          </Button>
        </Group>
      </Group>
    </section>
  );
}

function Saved({ version }: { version: number | null }) {
  const t = useTranslations("routeSave");
  return (
    <Text role="status" size="sm" mt="sm">
      {version !== null && t("saved", { version: String(version) })}
    </Text>
  );
}
