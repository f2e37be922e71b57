import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { appKeyCreate } from "../../contract/operations/app-key.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { NameField } from "../forms/name-field.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { appKeys } from "./profile-queries.ts";

/** Makes an app key, and shows its secret the one time that it can be seen. */
export function AppKeyForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations("appKeys");
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => call(appKeyCreate, { key_name: name.trim() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: appKeys.queryKey }),
  });
  return (
    <Dialog title={t("create")} size="lg" isOpen onClose={onClose}>
      {create.data ? (
        <Secret secret={create.data.app_key} onClose={onClose} />
      ) : (
        <Form change={create} fields={["key_name"]} submitLabel={t("create")} onCancel={onClose}>
          {(problemAt) => (
            <NameField
              label={t("name")}
              hint={t("nameHint")}
              lengthMax={INPUT_LIMITS.nameLengthMax}
              value={name}
              problem={problemAt("key_name")}
              onChange={setName}
            />
          )}
        </Form>
      )}
    </Dialog>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations("appKeys");
  const form = useTranslations("form");
  const example = `curl -X POST ${window.location.origin}/member/info -H "Authorization: Bearer ${secret}"`;
  return (
    <Stack gap="md">
      <Text>{t("onlyNow")}</Text>
      <CopyField label={t("secret")} copyLabel={t("copySecret")} value={secret} />
      <Text>{t("example")}</Text>
      <CopyField label={t("exampleLabel")} copyLabel={t("copyExample")} value={example} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{form("done")}</Button>
      </Group>
    </Stack>
  );
}
