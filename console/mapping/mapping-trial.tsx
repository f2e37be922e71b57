import { Button, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { ApiError } from "../api/api-error.ts";
import type { Integration } from "../integrations/integration-queries.ts";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { useErrorWords } from "../ui/use-saying.ts";
import { useSettled } from "../ui/use-settled.ts";
import { findLatestPush, preview } from "./mapping-queries.ts";
import { chooseTrialBody, type TrialBody } from "./trial-body.ts";
import { TrialResult } from "./trial-result.tsx";

/** How long somebody must have stopped typing before the hub is asked. */
const STILL_MS = 350;

type MappingTrialProps = { integration: Integration; settings: Integration["settings"] };

/** A body, and the event that it would become with the mapping as it stands. */
export function MappingTrial({ integration, settings }: MappingTrialProps) {
  const t = useTranslations("mappingTrial");
  const [body, setBody] = useState("");
  const latest = useMutation({
    mutationFn: async (): Promise<TrialBody> => {
      const push = await findLatestPush(integration.integration_id);
      return push ? chooseTrialBody(push.request) : { is: "None" };
    },
    onSuccess: (found) => found.is === "Usable" && setBody(found.text),
  });
  return (
    <Section title={t("title")} lead={t("lead")}>
      <Textarea
        label={t("body")}
        classNames={{ input: "mapping-body" }}
        placeholder='{ "alert": { "name": "…" } }'
        autosize
        minRows={6}
        maxRows={18}
        maxLength={INPUT_LIMITS.trialBodyLengthMax}
        spellCheck={false}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Button
        className="mapping-add"
        size="compact-sm"
        variant="default"
        loading={latest.isPending}
        onClick={() => latest.mutate()}
      >
        {t("latest")}
      </Button>
      {latest.data && latest.data.is !== "Usable" && (
        <Text role="status" size="sm">
          {t(`latest${latest.data.is}`)}
        </Text>
      )}
      {latest.error && <Problem error={latest.error} />}
      <Outcome pluginType={integration.plugin_type} settings={settings} body={body} />
    </Section>
  );
}

type OutcomeProps = { pluginType: string; settings: Integration["settings"]; body: string };

function Outcome({ pluginType, settings, body }: OutcomeProps) {
  const t = useTranslations("mappingTrial");
  const words = useErrorWords();
  // As text, since settings are made anew with every key that is pressed.
  const asked = JSON.stringify({ plugin_type: pluginType, settings, body });
  const settled = useSettled(asked, STILL_MS);
  const { data, error } = useQuery({ ...preview(JSON.parse(settled)), enabled: body.trim() !== "" });
  if (body.trim() === "") {
    return (
      <Text size="sm" c="dimmed">
        {t("empty")}
      </Text>
    );
  }
  if (error instanceof ApiError && error.code === "InvalidParameter") {
    return (
      <div role="status">
        <Text fw={600}>{t("unfinished")}</Text>
        <Text size="sm">{words(error)}</Text>
      </div>
    );
  }
  if (error) return <Problem error={error} />;
  return data ? <TrialResult read={data} /> : null;
}
