import { Button, Group, Text, Title } from "@mantine/core";
import { IconFlask, IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { personNames } from "../people/people-queries.ts";
import { Moment } from "../ui/moment.tsx";
import { useEditing } from "./editing.tsx";
import { RouteTrial } from "./route-trial.tsx";

/** What a route is, who saved it last, and the ways to try it and to look back. */
export function RouteHead() {
  const t = useTranslations("route");
  const preview = useTranslations("routePreview");
  const { stored } = useEditing();
  const [isTrying, setTrying] = useState(false);
  const navigate = useNavigate({ from: "/integration/detail/$integrationId" });
  const look = () => navigate({ search: (before) => ({ ...before, version: stored?.version }), resetScroll: false });
  return (
    <div className="route-head">
      <div>
        <Title order={2}>{t("title")}</Title>
        <Text c="dimmed">{t("lead")}</Text>
        <SavedBy />
      </div>
      <Group gap="xs">
        <Button variant="default" leftSection={<IconFlask size={16} aria-hidden />} onClick={() => setTrying(true)}>
          {preview("tryRoute")}
        </Button>
        {stored && (
          <Button variant="default" leftSection={<IconHistory size={16} aria-hidden />} onClick={look}>
            {t("history")}
          </Button>
        )}
      </Group>
      <RouteTrial isOpen={isTrying} onClose={() => setTrying(false)} />
    </div>
  );
}

function SavedBy() {
  const t = useTranslations("route");
  const { stored } = useEditing();
  const { data: names } = useQuery(personNames(stored ? [stored.updated_by] : []));
  if (!stored) return <Text size="sm">{t("unsaved")}</Text>;
  const name = names?.get(stored.updated_by) ?? t("somebody");
  return (
    <Text size="sm">
      {t.rich("version", {
        version: String(stored.version),
        name,
        when: () => <Moment seconds={stored.updated_at} />,
      })}
    </Text>
  );
}
