import { ActionIcon, Button, Input, SegmentedControl, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS, LIMITS } from "../../contract/limits.ts";
import { type LabelRow, newRowId } from "./mapping-draft.ts";
import type { MappingPartProps } from "./mapping-fields.tsx";

/** The labels of an event: one by one, or a whole object of the body. */
export function MappingLabels({ draft, change, problemAt }: MappingPartProps) {
  const t = useTranslations("mapping");
  const { labels, labelsBy } = draft;
  const problem = problemAt("field_mapping.labels");
  return (
    <fieldset className="mapping-group">
      <legend>{t("labels")}</legend>
      <SegmentedControl
        aria-label={t("labels")}
        size="xs"
        value={labelsBy}
        onChange={(by) => change({ labelsBy: by === "all" ? "all" : "each" })}
        data={[
          { value: "each", label: t("labelsEach") },
          { value: "all", label: t("labelsAll") },
        ]}
      />
      {labelsBy === "all" ? (
        <TextInput
          label={t("labelsObject")}
          placeholder="{{alert.labels}}"
          maxLength={INPUT_LIMITS.mappingTextLengthMax}
          value={draft.allLabels}
          error={problem}
          onChange={(event) => change({ allLabels: event.currentTarget.value })}
        />
      ) : (
        <>
          <LabelRows labels={labels} onChange={(rows) => change({ labels: rows })} />
          {problem && <Input.Error>{problem}</Input.Error>}
          <Button
            className="mapping-add"
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={labels.length >= LIMITS.labelsMax}
            onClick={() => change({ labels: [...labels, { id: newRowId(labels), name: "", value: "" }] })}
          >
            {t("addLabel")}
          </Button>
        </>
      )}
    </fieldset>
  );
}

function LabelRows({ labels, onChange }: { labels: readonly LabelRow[]; onChange: (rows: LabelRow[]) => void }) {
  const t = useTranslations("mapping");
  const put = (row: LabelRow) => onChange(labels.map((one) => (one.id === row.id ? row : one)));
  return labels.map((row, at) => (
    <div className="mapping-row" key={row.id}>
      <TextInput
        aria-label={t("labelName", { number: at + 1 })}
        placeholder={t("namePlaceholder")}
        maxLength={LIMITS.labelKeyLengthMax}
        value={row.name}
        onChange={(event) => put({ ...row, name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t("labelValue", { number: at + 1 })}
        placeholder="{{alert.host}}"
        maxLength={INPUT_LIMITS.mappingTextLengthMax}
        value={row.value}
        onChange={(event) => put({ ...row, value: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t("removeLabel", { number: at + 1 })}
        onClick={() => onChange(labels.filter(({ id }) => id !== row.id))}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  ));
}
