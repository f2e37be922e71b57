import { Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { integrationUpdate } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import type { Integration, SourceItem } from "../api/integration-queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "./form.tsx";
import { SourceSettings } from "./source-settings.tsx";

const NAME_LENGTH_MAX = 59;
const DESCRIPTION_LENGTH_MAX = 500;

type IntegrationEditFormProps = { integration: Integration; source: SourceItem | undefined; onClose: () => void };

/** Changes what people call an integration, and how its source reads pushes. */
export function IntegrationEditForm({ integration, source, onClose }: IntegrationEditFormProps) {
  const t = useTranslations("integrations");
  const queries = useQueryClient();
  const [name, setName] = useState(integration.name);
  const [description, setDescription] = useState(integration.description);
  const [settings, setSettings] = useState(integration.settings);
  const update = useMutation({
    mutationFn: () =>
      call(integrationUpdate, { integration_id: integration.integration_id, name: name.trim(), description, settings }),
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
            <TextInput
              label={t("name")}
              data-autofocus
              required
              pattern=".*\S.*"
              maxLength={NAME_LENGTH_MAX}
              value={name}
              error={problemAt("name")}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Textarea
              label={t("description")}
              maxLength={DESCRIPTION_LENGTH_MAX}
              autosize
              minRows={2}
              value={description}
              error={problemAt("description")}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
            {source && (
              <SourceSettings
                source={source}
                settings={settings}
                problem={problemAt("settings")}
                onChange={setSettings}
              />
            )}
          </>
        )}
      </Form>
    </Dialog>
  );
}
