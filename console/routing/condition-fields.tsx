import { ActionIcon, Autocomplete, NativeSelect } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import type { Condition } from "./route-draft.ts";
import type { CaseIssue } from "./route-issues.ts";
import type { Seen } from "./use-seen.ts";
import { ValuesField } from "./values-field.tsx";

type ConditionFieldsProps = {
  /** Its place among the conditions of its case, from 0. */
  place: number;
  condition: Condition;
  seen: Seen;
  issues: readonly CaseIssue[];
  isFocused: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

/** One condition: what to look at, how, and the values. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { place, condition, seen, issues, isFocused, onChange, onRemove } = props;
  const t = useTranslations("conditions");
  const route = useTranslations("route");
  const trouble = useTranslations("routeTrouble");
  const mine = issues.filter((issue) => "condition" in issue && issue.condition === place);
  const lacks = (field: "key" | "values") => mine.some((issue) => issue.field === field);
  return (
    <fieldset className="route-condition-fields" aria-label={`${t("key")} ${place + 1}`}>
      <Autocomplete
        aria-label={t("key")}
        placeholder={t("keyHint")}
        value={condition.key}
        data={[...seen.keys]}
        limit={30}
        maxLength={INPUT_LIMITS.ruleWordLengthMax}
        autoFocus={isFocused}
        onChange={(key) => onChange({ ...condition, key })}
        error={lacks("key") && trouble("key")}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <NativeSelect
        aria-label={t("operator")}
        value={condition.oper}
        onChange={(event) => onChange({ ...condition, oper: event.currentTarget.value === "NOTIN" ? "NOTIN" : "IN" })}
        data={[
          { value: "IN", label: t("IN") },
          { value: "NOTIN", label: t("NOTIN") },
        ]}
      />
      <div>
        <ValuesField
          label={t("values", { number: place + 1 })}
          values={condition.vals}
          suggestions={seen.valuesOf(condition.key)}
          issues={mine.filter((issue) => issue.field === "value")}
          canMiss={/^[lL]abels\../.test(condition.key)}
          onChange={(vals) => onChange({ ...condition, vals })}
        />
        {lacks("values") && <p className="route-hint">{trouble("values")}</p>}
      </div>
      <ActionIcon variant="subtle" aria-label={route("removeCondition", { number: place + 1 })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}
