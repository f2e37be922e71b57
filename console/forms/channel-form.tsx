import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { channelCreate } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";
import { teams } from "../api/people-queries.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { Problem } from "../ui/problem.tsx";

const NAME_LENGTH_MAX = 59;
const DESCRIPTION_LENGTH_MAX = 500;

/** Makes a channel and leads on to connecting a monitoring system to it. */
export function ChannelForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations("channels");
  const frame = useTranslations("frame");
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("create")}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
      <Fields onClose={onClose} />
    </Modal>
  );
}

function Fields({ onClose }: { onClose: () => void }) {
  const t = useTranslations("channels");
  const { data: teamPage, error: teamError } = useQuery(teams);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [chosenTeam, setChosenTeam] = useState("");
  const teamId = Number(chosenTeam || teamPage?.items[0]?.team_id);
  const create = useCreateChannel();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ team_id: teamId, channel_name: name.trim(), description });
  };
  const error = create.error ?? teamError;
  const isTeamless = teamPage?.total === 0;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t("name")}
          description={t("nameHint")}
          data-autofocus
          required
          pattern=".*\S.*"
          maxLength={NAME_LENGTH_MAX}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("team")}
          value={chosenTeam}
          onChange={(event) => setChosenTeam(event.currentTarget.value)}
          data={(teamPage?.items ?? []).map((team) => ({ value: String(team.team_id), label: team.team_name }))}
        />
        {isTeamless && (
          <Group gap="sm">
            {t("noTeam")}
            <LinkButton to="/platform/team" size="compact-sm" variant="default">
              {t("toTeams")}
            </LinkButton>
          </Group>
        )}
        <Textarea
          label={t("description")}
          maxLength={DESCRIPTION_LENGTH_MAX}
          autosize
          minRows={2}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {error && <Problem error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!teamPage || isTeamless}>
            {t("create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useCreateChannel() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (input: { team_id: number; channel_name: string; description: string }) => call(channelCreate, input),
    onSuccess: async ({ channel_id }) => {
      await queries.invalidateQueries({ queryKey: ["channel"] });
      await navigate({
        to: "/channel/detail/$channelId",
        params: { channelId: String(channel_id) },
        search: { tab: "integrations" },
      });
    },
  });
}
