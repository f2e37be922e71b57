import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { integrationUpdate } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { DescriptionField } from "../forms/description-field.tsx";
import { Form } from "../forms/form.tsx";
import { NameField } from "../forms/name-field.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import type { Integration } from "./integration-queries.ts";
import { SourceSettings } from "./source-settings.tsx";

type IntegrationEditFormProps = { integration: Integration; source: SourceItem | undefined; onClose: () => void };

/** Changes what people call an integration, and how its source reads pushes. */
export function IntegrationEditForm({ integration, source, onClose }: IntegrationEditFormProps) {
  const t = useTranslations("integrations");
  const queries = useQueryClient();
  const [name, setName] = useState(integration.name);
  const [description, setDescription] = useState(integration.description);
  // What else is set, such as a mapping, may be changed elsewhere while this is open: only what was chosen here is put over it.
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const settings = { ...integration.settings, ...chosen };
  const update = useMutation({
    mutationFn: () =>
      call(integrationUpdate, {
        integration_id: integration.integration_id,
        name: name.trim(),
        description,
        ...(Object.keys(chosen).length > 0 && { settings }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["integration"] });
      onClose();
    },
  });
  return (
    <Dialog title={t("edit")} isOpen onClose={onClose}>
      <Form change={update} fields={["name", "description", "settings"]} submitLabel={t("save")} onCancel={onClose}>
        {(problemAt) => (
          <>
            <NameField
              label={t("name")}
              lengthMax={INPUT_LIMITS.placeNameLengthMax}
              value={name}
              problem={problemAt("name")}
              onChange={setName}
            />
            <DescriptionField
              label={t("description")}
              value={description}
              problem={problemAt("description")}
              onChange={setDescription}
            />
            {source && (
              <SourceSettings
                source={source}
                settings={settings}
                problem={problemAt("settings")}
                onChoose={(setting, value) => setChosen({ ...chosen, [setting]: value })}
              />
            )}
          </>
        )}
      </Form>
    </Dialog>
  );
}
