import { Button, Pill, TagsInput } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { valueFormOf } from "../../contract/filter.ts";
import type { CaseIssue } from "./route-issues.ts";

type ValueIssue = Extract<CaseIssue, { field: "value" }>;

type ValuesFieldProps = {
  label: string;
  values: string[];
  suggestions: readonly string[];
  issues: readonly ValueIssue[];
  /** Whether a missing label can be asked for: only labels can be missing. */
  canMiss: boolean;
  onChange: (values: string[]) => void;
};

const isDuplicate = (value: string, values: readonly string[]) => values.includes(value);

/** The values of a condition as pills; what is wrong stands at the very value, and in words below. */
export function ValuesField({ label, values, suggestions, issues, canMiss, onChange }: ValuesFieldProps) {
  const t = useTranslations("conditions");
  const errorsId = useId();
  const wrong = new Set(issues.map(({ value }) => values[value]));
  return (
    <div className="route-values">
      <TagsInput
        aria-label={label}
        aria-invalid={issues.length > 0 || undefined}
        aria-describedby={issues.length > 0 ? errorsId : undefined}
        placeholder={t("valuesHint")}
        value={values}
        onChange={onChange}
        data={[...suggestions]}
        // A pattern may hold a comma; lines come from pasted lists.
        splitChars={["\n"]}
        isDuplicate={isDuplicate}
        error={issues.length > 0}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        renderPill={({ value, onRemove }) => (
          <ValuePill value={String(value)} isWrong={wrong.has(String(value))} onRemove={onRemove} />
        )}
      />
      <ValueErrors id={errorsId} values={values} issues={issues} />
      {canMiss && !values.includes("") && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange([...values, ""])}>
          {t("addMissing")}
        </Button>
      )}
    </div>
  );
}

type ValuePillProps = { value: string; isWrong: boolean; onRemove?: (() => void) | undefined };

function ValuePill({ value, isWrong, onRemove }: ValuePillProps) {
  const t = useTranslations("conditions");
  const shown = value === "" ? t("missing") : value;
  const form = valueFormOf(value);
  return (
    <Pill
      className="route-value"
      data-wrong={isWrong || undefined}
      withRemoveButton
      {...(onRemove && { onRemove })}
      removeButtonProps={{ "aria-label": t("removeValue", { value: shown }), "aria-hidden": false, tabIndex: 0 }}
    >
      {isWrong && <IconAlertCircle size={13} aria-hidden />}
      {form !== "exact" && <small>{t(`form_${form}`)}</small>}
      {shown}
    </Pill>
  );
}

function ValueErrors({ id, values, issues }: { id: string; values: string[]; issues: readonly ValueIssue[] }) {
  const t = useTranslations("routeTrouble");
  return (
    <ul id={id} className="route-errors">
      {issues.map(({ value, form, detail }) => (
        <li key={value}>{t(form, { value: `“${values[value] ?? ""}”`, detail })}</li>
      ))}
    </ul>
  );
}
