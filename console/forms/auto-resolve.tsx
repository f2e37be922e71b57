import { Group, NativeSelect } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Channel } from "../api/channel-queries.ts";

const HOUR = 3_600;
const CHOICES = [0, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR, 720 * HOUR];

type Mode = Channel["auto_resolve_mode"];
type AutoResolveProps = { timeout: number; mode: Mode; onChange: (timeout: number, mode: Mode) => void };

/** After how long incidents close by themselves, and since when that time runs. */
export function AutoResolve({ timeout, mode, onChange }: AutoResolveProps) {
  const t = useTranslations("channelSettings");
  // Another value may have been set over the API: it stays a choice.
  const choices = [...new Set([...CHOICES, timeout])].sort((one, other) => one - other);
  const said = (seconds: number) => (seconds === 0 ? t("never") : t("after", { hours: seconds / HOUR }));
  return (
    <Group grow align="flex-start">
      <NativeSelect
        label={t("autoResolve")}
        description={t("autoResolveHint")}
        value={String(timeout)}
        onChange={(event) => onChange(Number(event.currentTarget.value), mode)}
        data={choices.map((seconds) => ({ value: String(seconds), label: said(seconds) }))}
      />
      {timeout > 0 && (
        <NativeSelect
          label={t("since")}
          description={t("sinceHint")}
          value={mode}
          onChange={(event) => onChange(timeout, event.currentTarget.value === "update" ? "update" : "trigger")}
          data={[
            { value: "trigger", label: t("sinceTrigger") },
            { value: "update", label: t("sinceUpdate") },
          ]}
        />
      )}
    </Group>
  );
}
