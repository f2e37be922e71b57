import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CasePreview } from "./case-preview.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { useEditing } from "./editing.tsx";
import { type Condition, changeCase, type RouteCase } from "./route-draft.ts";
import { findIssues } from "./route-issues.ts";
import { TargetFields } from "./target-fields.tsx";
import { useCaseTrial } from "./use-case-trial.ts";
import { useSeen } from "./use-seen.ts";
import { ValueHelp } from "./value-help.tsx";

type CaseFormProps = { rowKey: number; rule: RouteCase; onDone: () => void };

/** Everything about one case: conditions, channels, what comes after it, and what it would have matched. */
export function CaseForm({ rowKey, rule, onDone }: CaseFormProps) {
  const t = useTranslations("route");
  const { draft, integrationId, isChecked, refusals, change } = useEditing();
  const seen = useSeen(integrationId);
  const trial = useCaseTrial(integrationId, rule);
  // A case that was opened to be read keeps the focus where it is; one that has just been made is to be filled in.
  const [isNew] = useState(() => isBlank(rule));
  const [added, setAdded] = useState(-1);
  const refused = refusals.get(rowKey) ?? [];
  const issues = [...(isChecked ? findIssues(rule) : []), ...(trial.issues.length > 0 ? trial.issues : refused)];
  const set = (next: RouteCase) => change(changeCase(draft, rowKey, next));
  const setCondition = (at: number, condition: Condition) => set({ ...rule, if: rule.if.with(at, condition) });
  const add = () => {
    setAdded(rule.if.length);
    set({ ...rule, if: [...rule.if, { key: "", oper: "IN", vals: [] }] });
  };
  return (
    <Stack gap="md" className="route-form">
      <div>
        <Group justify="space-between" align="baseline" gap="xs">
          <Text fw={600} size="sm">
            {t("conditions")}
          </Text>
          <ValueHelp />
        </Group>
        <Text size="xs" c="dimmed" mb="xs">
          {t("conditionsHint")}
        </Text>
        {rule.if.map((condition, at) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
            key={at}
            place={at}
            condition={condition}
            seen={seen}
            issues={issues}
            isFocused={at === added || (isNew && at === 0)}
            onChange={(next) => setCondition(at, next)}
            onRemove={() => set({ ...rule, if: rule.if.toSpliced(at, 1) })}
          />
        ))}
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {t("addCondition")}
        </Button>
      </div>
      <TargetFields rule={rule} seen={seen} issues={issues} onChange={set} />
      <CasePreview trial={trial} />
      <Group justify="flex-end">
        <Button variant="default" size="xs" onClick={onDone}>
          {t("done")}
        </Button>
      </Group>
    </Stack>
  );
}

function isBlank(rule: RouteCase): boolean {
  return rule.if.length === 1 && rule.if[0]?.key === "" && rule.if[0].vals.length === 0;
}
