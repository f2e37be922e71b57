import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Labels } from "../records/labels.tsx";
import { Part } from "../records/part.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import type { IncidentItem } from "./incident-queries.ts";

/** What is known of an incident. */
export function IncidentOverview({ incident }: { incident: IncidentItem }) {
  const t = useTranslations("incident");
  const { description, root_cause, resolution } = incident;
  return (
    <div className="sheet">
      <div>
        {root_cause && (
          <Part title={t("rootCause")}>
            <Text className="prose">{root_cause}</Text>
          </Part>
        )}
        {resolution && (
          <Part title={t("field_resolution")}>
            <Text className="prose">{resolution}</Text>
          </Part>
        )}
        <Part title={t("description")}>
          {description ? <Text className="prose">{description}</Text> : <Text c="dimmed">{t("noDescription")}</Text>}
        </Part>
        <Labels labels={incident.labels} />
      </div>
      <IncidentFacts incident={incident} />
    </div>
  );
}
