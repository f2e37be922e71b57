import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { integrationKeyRotate } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { Integration } from "./integration-queries.ts";

const HOUR = 3_600;
/** How long the old URL may still work, the longest first: what is forgotten then is not lost. */
const GRACES = [24 * HOUR, HOUR, 0];

/** Gives an integration a new push URL, for when somebody may know the one before. */
export function RotateKeyForm({ integration, onClose }: { integration: Integration; onClose: () => void }) {
  const t = useTranslations("rotate");
  const queries = useQueryClient();
  const [grace, setGrace] = useState(GRACES[0] ?? 0);
  const rotate = useMutation({
    mutationFn: () => call(integrationKeyRotate, { integration_id: integration.integration_id, grace_seconds: grace }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["integration"] }),
  });
  const said = (seconds: number) => (seconds === 0 ? t("atOnce") : t("after", { hours: seconds / HOUR }));
  return (
    <Dialog title={t("title")} isOpen onClose={onClose} size="lg">
      {rotate.data ? (
        <Stack gap="md" role="status">
          <Text>{t("done")}</Text>
          <CopyField label={t("url")} copyLabel={t("copy")} value={rotate.data.push_url} />
          <Text c="dimmed">{grace === 0 ? t("endedNow") : t("endsAfter", { hours: grace / HOUR })}</Text>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("close")}</Button>
          </Group>
        </Stack>
      ) : (
        <Form
          change={rotate}
          fields={["grace_seconds"]}
          submitLabel={t("submit")}
          isDanger={grace === 0}
          onCancel={onClose}
        >
          {(problemAt) => (
            <>
              <Text>{t("lead")}</Text>
              <NativeSelect
                label={t("grace")}
                description={t("graceHint")}
                data-autofocus
                value={String(grace)}
                error={problemAt("grace_seconds")}
                onChange={(event) => setGrace(Number(event.currentTarget.value))}
                data={GRACES.map((seconds) => ({ value: String(seconds), label: said(seconds) }))}
              />
            </>
          )}
        </Form>
      )}
    </Dialog>
  );
}
