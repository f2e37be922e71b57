import { Code, Text, TextInput } from "@mantine/core";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import type { MappingDraft, TextTarget } from "./mapping-draft.ts";

/** What each part of the form gets: the draft, how it changes, and what the hub says against a field of the settings. */
export type MappingPartProps = {
  draft: MappingDraft;
  change: (part: Partial<MappingDraft>) => void;
  problemAt: (field: string) => string | null;
};

/** The parts of an event that are one line of text each. */
export function MappingFields({ draft, change, problemAt }: MappingPartProps) {
  const t = useTranslations("mapping");
  const rows: readonly { target: TextTarget; label: string; hint?: string; placeholder: string }[] = [
    { target: "title", label: t("eventTitle"), hint: t("eventTitleHint"), placeholder: "{{alert.name}}" },
    { target: "event_status", label: t("status"), hint: t("statusHint"), placeholder: "{{alert.state}}" },
    { target: "alert_key", label: t("key"), hint: t("keyHint"), placeholder: "{{alert.id}}" },
    { target: "description", label: t("description"), placeholder: "{{alert.message}}" },
  ];
  return (
    <>
      <Text size="sm">{t.rich("how", { variable: () => <Code>{"{{path.to.value}}"}</Code> })}</Text>
      {rows.map(({ target, label, hint, placeholder }) => (
        <TextInput
          key={target}
          label={label}
          description={hint}
          placeholder={placeholder}
          required={target === "title" || target === "event_status"}
          maxLength={INPUT_LIMITS.mappingTextLengthMax}
          value={draft[target]}
          error={
            problemAt(`field_mapping.${target}`) ?? (target === "title" ? problemAt("field_mapping.title_rule") : null)
          }
          onChange={(event) => change({ [target]: event.currentTarget.value })}
        />
      ))}
      {draft.images !== undefined && (
        <Text size="sm" c="dimmed">
          {t("images")}
        </Text>
      )}
    </>
  );
}
