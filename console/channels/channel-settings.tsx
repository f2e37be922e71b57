import "./channel-settings.css";
import { MultiSelect, NativeSelect, Switch, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { channelUpdate } from "../../contract/operations/channel.ts";
import { call } from "../api/call.ts";
import { DescriptionField } from "../forms/description-field.tsx";
import { Form } from "../forms/form.tsx";
import { NameField } from "../forms/name-field.tsx";
import { teams } from "../people/people-queries.ts";
import { Problem } from "../ui/problem.tsx";
import { AutoResolveFields } from "./auto-resolve-fields.tsx";
import type { Channel } from "./channel-queries.ts";

const DRAFTED = [
  "channel_name",
  "description",
  "team_id",
  "managing_team_ids",
  "is_private",
  "auto_resolve_timeout",
  "auto_resolve_mode",
] as const;

/** The settings of a channel as somebody edits them. */
type Draft = Pick<Channel, (typeof DRAFTED)[number]>;

/** What a channel is called, whose it is, who sees it, and when its incidents end by themselves. */
export function ChannelSettings({ channel }: { channel: Channel }) {
  const t = useTranslations("channelSettings");
  const [draft, setDraft] = useState<Draft>(channel);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const save = useSave(channel.channel_id, draft);
  const isChanged = DRAFTED.some((field) => JSON.stringify(draft[field]) !== JSON.stringify(channel[field]));
  return (
    <section className="card settings" aria-labelledby="channel-settings">
      <Title order={2} id="channel-settings">
        {t("title")}
      </Title>
      <Form change={save} fields={DRAFTED} submitLabel={t("save")} isReady={isChanged}>
        {(problemAt) => (
          <>
            <NameField
              label={t("name")}
              lengthMax={INPUT_LIMITS.placeNameLengthMax}
              value={draft.channel_name}
              problem={problemAt("channel_name")}
              onChange={(channel_name) => change({ channel_name })}
            />
            <DescriptionField
              label={t("description")}
              value={draft.description}
              problem={problemAt("description")}
              onChange={(description) => change({ description })}
            />
            <Teams draft={draft} onChange={change} />
            <Switch
              label={t("private")}
              description={t("privateHint")}
              checked={draft.is_private}
              onChange={(event) => change({ is_private: event.currentTarget.checked })}
            />
            <AutoResolveFields draft={draft} problemAt={problemAt} onChange={change} />
            <Text role="status" size="sm" c="dimmed">
              {save.isSuccess && !isChanged && t("saved")}
            </Text>
          </>
        )}
      </Form>
    </section>
  );
}

type TeamsProps = { draft: Draft; onChange: (changed: Partial<Draft>) => void };

function Teams({ draft, onChange }: TeamsProps) {
  const t = useTranslations("channelSettings");
  const { data, error, refetch } = useQuery(teams);
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  const choices = (data?.items ?? []).map(({ team_id, team_name }) => ({ value: String(team_id), label: team_name }));
  return (
    <>
      <NativeSelect
        label={t("team")}
        description={t("teamHint")}
        value={String(draft.team_id)}
        onChange={(event) => onChange({ team_id: Number(event.currentTarget.value) })}
        data={choices}
      />
      <MultiSelect
        label={t("managing")}
        description={t("managingHint")}
        searchable
        maxValues={INPUT_LIMITS.managingTeamsMax}
        data={choices}
        value={draft.managing_team_ids.map(String)}
        onChange={(ids) => onChange({ managing_team_ids: ids.map(Number) })}
        nothingFoundMessage={t("noTeam")}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </>
  );
}

function useSave(channelId: number, draft: Draft) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const { channel_name, ...wanted } = draft;
      return call(channelUpdate, { channel_id: channelId, channel_name: channel_name.trim(), ...wanted });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["channel"] }),
  });
}
