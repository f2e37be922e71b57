import { Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { integrationCreate } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { sources } from "../api/integration-queries.ts";
import { useLanguage } from "../locales/language.tsx";
import { Problem } from "../ui/problem.tsx";

const NAME_LENGTH_MAX = 59;

type IntegrationFormProps = { channelId: number; isOpen: boolean; onClose: () => void };

/** Connects a monitoring system to a channel. */
export function IntegrationForm({ channelId, isOpen, onClose }: IntegrationFormProps) {
  const t = useTranslations("integrations");
  const frame = useTranslations("frame");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("add")}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
      <Fields channelId={channelId} onClose={onClose} />
    </Modal>
  );
}

function Fields({ channelId, onClose }: { channelId: number; onClose: () => void }) {
  const t = useTranslations("integrations");
  const channels = useTranslations("channels");
  const queries = useQueryClient();
  const [chosen, setChosen] = useState("");
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () =>
      call(integrationCreate, {
        plugin_type: chosen,
        channel_id: channelId,
        ...(name.trim() !== "" && { name: name.trim() }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["integration"] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <SourceChoice chosen={chosen} onChoose={setChosen} />
        <TextInput
          label={t("name")}
          description={t("nameHint")}
          maxLength={NAME_LENGTH_MAX}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {create.error && <Problem error={create.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {channels("cancel")}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={chosen === ""}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Every source the hub knows, by the hub's own list: a new one needs nothing here. */
function SourceChoice({ chosen, onChoose }: { chosen: string; onChoose: (source: string) => void }) {
  const t = useTranslations("integrations");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(sources);
  if (error) return <Problem error={error} onRetry={refetch} />;
  return (
    <Radio.Group label={t("choose")} value={chosen} onChange={onChoose} required>
      <Stack gap="xs" mt="xs">
        {data?.items.map(({ plugin_type, title }) => (
          <Radio key={plugin_type} value={plugin_type} label={title[language]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
