import { ActionIcon, Button, Input, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { newRowId, type ValueRow } from "./mapping-draft.ts";
import type { MappingPartProps } from "./mapping-fields.tsx";

/** The words of the sender, and what they become. */
export function MappingValues({ draft, change, problemAt }: MappingPartProps) {
  const t = useTranslations("mapping");
  const { values } = draft;
  const problem = problemAt("value_mapping");
  const put = (row: ValueRow) => change({ values: values.map((one) => (one.id === row.id ? row : one)) });
  // Most translations are of one path: the next row begins with it.
  const path = values.at(-1)?.path ?? "";
  return (
    <fieldset className="mapping-group">
      <legend>{t("values")}</legend>
      <Text size="sm" c="dimmed">
        {t("valuesLead")}
      </Text>
      {values.map((row, at) => (
        <div className="mapping-row" data-kind="value" key={row.id}>
          <ValueFields row={row} number={at + 1} onChange={put} />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t("removeValue", { number: at + 1 })}
            onClick={() => change({ values: values.filter(({ id }) => id !== row.id) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {problem && <Input.Error>{problem}</Input.Error>}
      <Button
        className="mapping-add"
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => change({ values: [...values, { id: newRowId(values), path, from: "", to: "" }] })}
      >
        {t("addValue")}
      </Button>
    </fieldset>
  );
}

type ValueFieldsProps = { row: ValueRow; number: number; onChange: (row: ValueRow) => void };

function ValueFields({ row, number, onChange }: ValueFieldsProps) {
  const t = useTranslations("mapping");
  return (
    <>
      <TextInput
        aria-label={t("path", { number })}
        placeholder={t("pathPlaceholder")}
        maxLength={INPUT_LIMITS.mappingPathLengthMax}
        value={row.path}
        onChange={(event) => onChange({ ...row, path: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t("from", { number })}
        placeholder={t("fromPlaceholder")}
        maxLength={INPUT_LIMITS.mappingTextLengthMax}
        value={row.from}
        onChange={(event) => onChange({ ...row, from: event.currentTarget.value })}
      />
      <span className="mapping-becomes">{t("becomes")}</span>
      <TextInput
        aria-label={t("to", { number })}
        placeholder={t("toPlaceholder")}
        maxLength={INPUT_LIMITS.mappingTextLengthMax}
        value={row.to}
        onChange={(event) => onChange({ ...row, to: event.currentTarget.value })}
      />
    </>
  );
}
