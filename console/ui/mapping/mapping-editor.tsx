import "./mapping.css";
import { Button, Group, Switch, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { integrationUpdate } from "../../../contract/operations/integration.ts";
import { call } from "../../api/call.ts";
import type { Integration } from "../../api/integration-queries.ts";
import { useFieldProblems } from "../../forms/field-problems.ts";
import { Problem } from "../problem.tsx";
import { LeaveGuard } from "../route/leave-guard.tsx";
import { Section } from "../section.tsx";
import { type MappingDraft, readDraft, writeDraft } from "./mapping-draft.ts";
import { MappingFields } from "./mapping-fields.tsx";
import { MappingLabels } from "./mapping-labels.tsx";
import { MappingTrial } from "./mapping-trial.tsx";
import { MappingValues } from "./mapping-values.tsx";

const FIELDS = [
  ...["title", "title_rule", "event_status", "alert_key", "description", "labels"].map(
    (target) => `settings.field_mapping.${target}`,
  ),
  "settings.value_mapping",
];

/** How an integration reads bodies of a shape that its sender chose: edited, tried on a body, and saved. */
export function MappingEditor({ integration }: { integration: Integration }) {
  const t = useTranslations("mapping");
  const { settings } = integration;
  const [draft, setDraft] = useState(() => readDraft(settings));
  const update = useUpdate(integration);
  const wanted = writeDraft(draft, settings);
  const isDirty = JSON.stringify(wanted) !== JSON.stringify(writeDraft(readDraft(settings), settings));
  const problems = useFieldProblems(update.error, FIELDS);
  const change = (part: Partial<MappingDraft>) => {
    update.reset();
    setDraft({ ...draft, ...part });
  };
  const parts = { draft, change, problemAt: (field: string) => problems.at(`settings.${field}`) };
  return (
    <div className="mapping">
      <LeaveGuard isDirty={isDirty} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate(wanted);
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
          <Group justify="flex-end">
            <Text role="status" size="sm" c="dimmed">
              {isDirty ? t("dirty") : update.isSuccess && t("saved")}
            </Text>
            {isDirty && (
              <Button variant="default" onClick={() => change(readDraft(settings))}>
                {t("discard")}
              </Button>
            )}
            <Button type="submit" loading={update.isPending} disabled={!isDirty}>
              {t("save")}
            </Button>
          </Group>
        </Section>
      </form>
      <MappingTrial integration={integration} settings={wanted} />
    </div>
  );
}

function useUpdate({ integration_id }: Integration) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: Integration["settings"]) => call(integrationUpdate, { integration_id, settings }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["integration"] }),
  });
}
