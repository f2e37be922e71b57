import { Autocomplete, Radio, SegmentedControl, Stack, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { ChannelChoice } from "./channel-choice.tsx";
import type { RouteCase } from "./route-draft.ts";
import type { CaseIssue } from "./route-issues.ts";
import type { Seen } from "./use-seen.ts";

type TargetFieldsProps = {
  rule: RouteCase;
  seen: Seen;
  issues: readonly CaseIssue[];
  onChange: (rule: RouteCase) => void;
};

/** Where a case sends events, and what comes after it. */
export function TargetFields({ rule, seen, issues, onChange }: TargetFieldsProps) {
  const t = useTranslations("route");
  const trouble = useTranslations("routeTrouble");
  const isByName = rule.routing_mode === "name_mapping";
  const lacks = (field: "channels" | "label") => issues.some((issue) => issue.field === field);
  const labels = seen.keys.filter((key) => key.startsWith("labels."));
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600} size="sm" mb={4}>
          {t("target")}
        </Text>
        <SegmentedControl
          aria-label={t("target")}
          value={isByName ? "name_mapping" : "standard"}
          onChange={(mode) => onChange(turnTarget(rule, mode === "name_mapping"))}
          data={[
            { value: "standard", label: t("standard") },
            { value: "name_mapping", label: t("nameMapping") },
          ]}
        />
      </div>
      {isByName ? (
        <Autocomplete
          label={t("label")}
          description={t("labelHint")}
          value={rule.name_mapping_label ?? ""}
          data={labels}
          maxLength={INPUT_LIMITS.ruleWordLengthMax}
          onChange={(name_mapping_label) => onChange({ ...rule, name_mapping_label })}
          error={lacks("label") && trouble("label")}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      ) : (
        <ChannelChoice
          label={t("channels")}
          value={rule.channel_ids ?? []}
          onChange={(channel_ids) => onChange({ ...rule, channel_ids })}
          error={lacks("channels") ? trouble("channels") : null}
        />
      )}
      <Radio.Group
        label={t("after")}
        value={rule.fallthrough ? "goOn" : "stop"}
        onChange={(after) => onChange({ ...rule, fallthrough: after === "goOn" })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="goOn" label={t("goOn")} />
          <Radio value="stop" label={t("stop")} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

/** The hub refuses channels with a name mapping, and a label means nothing without one. */
function turnTarget({ channel_ids: _, name_mapping_label: __, ...rule }: RouteCase, isByName: boolean): RouteCase {
  if (isByName) return { ...rule, routing_mode: "name_mapping", name_mapping_label: "" };
  return { ...rule, routing_mode: "standard", channel_ids: [] };
}
