import { Button, Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import { Differences, WholeCase } from "./differences.tsx";
import { useEditing } from "./editing.tsx";
import type { RouteBody } from "./route-draft.ts";
import { routeVersion } from "./route-queries.ts";

type OneVersionProps = {
  version: number;
  /** The case that decided about something, from 1. */
  caseNumber: number | null;
  onRestore: (body: RouteBody, version: number) => void;
};

const NOTHING: RouteBody = { cases: [], sections: [], default: null };

/** One version: the case that is asked about, what the version changed, and the way to have it again. */
export function OneVersion({ version, caseNumber, onRestore }: OneVersionProps) {
  const t = useTranslations("routeHistory");
  const { integrationId, stored, canEdit } = useEditing();
  const [against, setAgainst] = useState<"before" | "now">("before");
  const { data, error, refetch } = useQuery(routeVersion(integrationId, version));
  const before = useQuery(routeVersion(integrationId, version - 1));
  if (error && data === undefined) return <Problem error={error} onRetry={refetch} />;
  if (data === null) return <Text>{t("gone")}</Text>;
  if (before.error && before.data === undefined) {
    return <Problem error={before.error} onRetry={() => before.refetch()} />;
  }
  if (!data || before.data === undefined) return null;
  const isCurrent = version === stored?.version;
  return (
    <section aria-label={t("one", { version: String(version) })}>
      {caseNumber !== null && <DecidingCase body={data} version={version} number={caseNumber} />}
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h2">
          {t("changes", { version: String(version) })}
        </Title>
        {canEdit && !isCurrent && (
          <Button size="xs" variant="default" onClick={() => onRestore(data, version)}>
            {t("restore")}
          </Button>
        )}
      </Group>
      {!isCurrent && (
        <SegmentedControl
          size="xs"
          mb="sm"
          aria-label={t("against")}
          value={against}
          onChange={setAgainst}
          data={[
            { value: "before", label: t("before") },
            { value: "now", label: t("now") },
          ]}
        />
      )}
      {against === "before" && before.data === null && <Text size="sm">{t("first")}</Text>}
      {against === "now" && stored ? (
        <Differences before={data} after={stored} />
      ) : (
        <Differences before={before.data ?? NOTHING} after={data} />
      )}
    </section>
  );
}

function DecidingCase({ body, version, number }: { body: RouteBody; version: number; number: number }) {
  const t = useTranslations("routeHistory");
  const rule = body.cases[number - 1];
  if (!rule) return <Text mb="md">{t("noCase", { version: String(version), number })}</Text>;
  return (
    <section className="route-decided" aria-label={t("decided", { version: String(version), number })}>
      <Title order={3} size="h2">
        {t("decided", { version: String(version), number })}
      </Title>
      <WholeCase rule={rule} />
    </section>
  );
}
