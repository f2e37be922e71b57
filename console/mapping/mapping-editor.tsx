import "./mapping.css";
import { Alert, Button, Group, Switch, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { integrationUpdate } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { useFieldProblems } from "../forms/field-problems.ts";
import type { Integration } from "../integrations/integration-queries.ts";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import type { MappingDraft, Settings } from "./mapping-draft.ts";
import { MappingFields } from "./mapping-fields.tsx";
import { MappingLabels } from "./mapping-labels.tsx";
import { MappingTrial } from "./mapping-trial.tsx";
import { MappingValues } from "./mapping-values.tsx";
import { useMappingDraft } from "./use-mapping-draft.ts";

const FIELDS = [
  ...["title", "title_rule", "event_status", "alert_key", "description", "labels"].map(
    (target) => `settings.field_mapping.${target}`,
  ),
  "settings.value_mapping",
];

/** How an integration reads bodies of a shape that its sender chose: edited, tried on a body, and saved. */
export function MappingEditor({ integration }: { integration: Integration }) {
  const t = useTranslations("mapping");
  const edit = useMappingDraft(integration.settings);
  const { draft, wanted, isDirty } = edit;
  const update = useUpdate(integration, edit.settle);
  const hasOther = edit.hasOther && !update.isPending;
  const problems = useFieldProblems(update.error, FIELDS);
  // What was said against a draft is not about the next one; what is on its way goes on.
  const forgetRefusal = () => !update.isPending && update.reset();
  const change = (part: Partial<MappingDraft>) => {
    forgetRefusal();
    edit.change(part);
  };
  const discard = () => {
    forgetRefusal();
    edit.discard();
  };
  const parts = { draft, change, problemAt: (field: string) => problems.at(`settings.${field}`) };
  return (
    <div className="mapping">
      <LeaveGuard isDirty={isDirty} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ draft, settings: wanted });
        }}
      >
        <Section title={t("title")} lead={t("lead")}>
          <Switch
            label={t("isOn")}
            checked={draft.isOn}
            onChange={(event) => change({ isOn: event.currentTarget.checked })}
          />
          {!draft.isOn && <Text size="sm">{t("off")}</Text>}
          {draft.isOn && <MappingFields {...parts} />}
          {draft.isOn && <MappingLabels {...parts} />}
          {draft.isOn && <MappingValues {...parts} />}
          {problems.rest && <Problem error={problems.rest} />}
          {hasOther && <Meanwhile onTake={discard} onKeep={edit.keep} />}
          <Group justify="flex-end">
            <Text role="status" size="sm" c="dimmed">
              {isDirty ? t("dirty") : update.isSuccess && t("saved")}
            </Text>
            {isDirty && !hasOther && (
              <Button variant="default" onClick={discard} disabled={update.isPending}>
                {t("discard")}
              </Button>
            )}
            <Button type="submit" loading={update.isPending} disabled={!isDirty || hasOther}>
              {t("save")}
            </Button>
          </Group>
        </Section>
      </form>
      <MappingTrial integration={integration} settings={wanted} />
    </div>
  );
}

/** Says that somebody else saved a mapping meanwhile, and asks which one is to stay. */
function Meanwhile({ onTake, onKeep }: { onTake: () => void; onKeep: () => void }) {
  const t = useTranslations("mapping");
  return (
    <Alert
      role="alert"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={t("otherTitle")}
      styles={{
        root: { background: "var(--look-warning-ground)", borderColor: "var(--look-warning)" },
        icon: { color: "var(--look-warning)" },
        title: { color: "var(--look-warning)" },
        message: { color: "var(--mantine-color-text)" },
      }}
    >
      <Text size="sm">{t("otherLead")}</Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={onTake}>
          {t("takeOther")}
        </Button>
        <Button size="xs" variant="default" onClick={onKeep}>
          {t("keepMine")}
        </Button>
      </Group>
    </Alert>
  );
}

type Attempt = { draft: MappingDraft; settings: Settings };

function useUpdate({ integration_id }: Integration, onSaved: (draft: MappingDraft, settings: Settings) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ settings }: Attempt) => call(integrationUpdate, { integration_id, settings }),
    onSuccess: async (_said, { draft, settings }) => {
      await queries.invalidateQueries({ queryKey: ["integration"] });
      onSaved(draft, settings);
    },
  });
}
