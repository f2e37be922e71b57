import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Moment } from "../ui/moment.tsx";
import { Problem } from "../ui/problem.tsx";
import type { CaseTrial } from "./use-case-trial.ts";

const TITLES_SHOWN = 5;

/** What a case would have matched of the latest alerts. */
export function CasePreview({ trial }: { trial: CaseTrial }) {
  const t = useTranslations("routePreview");
  const { total, matched, isTrying, issues, error } = trial;
  const more = matched.length - TITLES_SHOWN;
  const says = () => {
    if (issues.length > 0) return t("cannot");
    if (total === 0) return t("noAlerts");
    if (total === null || isTrying) return t("trying");
    return t("matches", { matched: matched.length, total });
  };
  return (
    <section className="route-preview" aria-label={t("title")}>
      <Text fw={600} size="sm">
        {t("title")}
      </Text>
      {error ? <Problem error={error} /> : <Text size="sm">{says()}</Text>}
      {issues.length === 0 && !isTrying && (
        <ul>
          {matched.slice(0, TITLES_SHOWN).map(({ alert_id, alert_title, start_time }) => (
            <li key={alert_id}>
              {alert_title} <Moment seconds={start_time} />
            </li>
          ))}
          {more > 0 && <li>{t("moreMatches", { count: more })}</li>}
        </ul>
      )}
    </section>
  );
}
