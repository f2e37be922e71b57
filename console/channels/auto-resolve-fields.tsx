import { NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import type { Channel } from "./channel-queries.ts";

const MINUTE = 60;

type AutoResolve = Pick<Channel, "auto_resolve_timeout" | "auto_resolve_mode">;

type AutoResolveFieldsProps = {
  draft: AutoResolve;
  problemAt: (field: string) => string | null;
  onChange: (changed: Partial<AutoResolve>) => void;
};

/** When the incidents of a channel are resolved without anybody: minutes for people, seconds for the API. */
export function AutoResolveFields({ draft, problemAt, onChange }: AutoResolveFieldsProps) {
  const t = useTranslations("channelSettings");
  const { auto_resolve_timeout: seconds, auto_resolve_mode: mode } = draft;
  // What stands in the field while somebody types, which may be nothing.
  const [typed, setTyped] = useState<string | number>(seconds / MINUTE);
  const type = (minutes: string | number) => {
    setTyped(minutes);
    onChange({ auto_resolve_timeout: Math.round(Number(minutes) * MINUTE) || 0 });
  };
  return (
    <>
      <NumberInput
        label={t("autoResolve")}
        description={t("autoResolveHint")}
        hideControls
        min={0}
        allowNegative={false}
        max={INPUT_LIMITS.autoResolveSecondsMax / MINUTE}
        decimalScale={2}
        value={typed}
        error={problemAt("auto_resolve_timeout")}
        onChange={type}
      />
      {seconds !== 0 && (
        <NativeSelect
          label={t("countedFrom")}
          value={mode}
          error={problemAt("auto_resolve_mode")}
          onChange={(event) =>
            onChange({ auto_resolve_mode: event.currentTarget.value === "update" ? "update" : "trigger" })
          }
          data={[
            { value: "trigger", label: t("fromTrigger") },
            { value: "update", label: t("fromUpdate") },
          ]}
        />
      )}
    </>
  );
}
