import { Group, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { channelCreate } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";
import { DescriptionField } from "../forms/description-field.tsx";
import { Form } from "../forms/form.tsx";
import { NameField } from "../forms/name-field.tsx";
import { teams } from "../people/people-queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Problem } from "../ui/problem.tsx";

/** Makes a channel and leads on to connecting a monitoring system to it. */
export function ChannelForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations("channels");
  const { data: teamPage, error: teamError, refetch } = useQuery(teams);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [chosenTeam, setChosenTeam] = useState("");
  const teamId = Number(chosenTeam || teamPage?.items[0]?.team_id);
  const create = useCreateChannel({ team_id: teamId, channel_name: name.trim(), description });
  const isTeamless = teamPage?.total === 0;
  return (
    <Dialog title={t("create")} isOpen onClose={onClose}>
      <Form
        change={create}
        fields={["channel_name", "team_id", "description"]}
        submitLabel={t("create")}
        isReady={teamPage !== undefined && !isTeamless}
        onCancel={onClose}
      >
        {(problemAt) => (
          <>
            <NameField
              label={t("name")}
              hint={t("nameHint")}
              lengthMax={INPUT_LIMITS.placeNameLengthMax}
              value={name}
              problem={problemAt("channel_name")}
              onChange={setName}
            />
            <NativeSelect
              label={t("team")}
              value={chosenTeam}
              error={problemAt("team_id")}
              onChange={(event) => setChosenTeam(event.currentTarget.value)}
              data={(teamPage?.items ?? []).map((team) => ({ value: String(team.team_id), label: team.team_name }))}
            />
            {isTeamless && <Teamless />}
            {teamError && <Problem error={teamError} onRetry={refetch} />}
            <DescriptionField
              label={t("description")}
              value={description}
              problem={problemAt("description")}
              onChange={setDescription}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
}

function Teamless() {
  const t = useTranslations("channels");
  return (
    <Group gap="sm">
      {t("noTeam")}
      <LinkButton to="/platform/team" size="compact-sm" variant="default">
        {t("toTeams")}
      </LinkButton>
    </Group>
  );
}

function useCreateChannel(channel: { team_id: number; channel_name: string; description: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => call(channelCreate, channel),
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
