import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { teams } from "../api/people-queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Moment } from "../ui/moment.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { RecordTable } from "../ui/record-table.tsx";

/** All teams. */
export default function TeamsPage() {
  const t = useTranslations("teams");
  const { data, error, refetch } = useQuery(teams);
  const rows = (data?.items ?? []).map((team) => ({
    key: team.team_id,
    cells: [team.team_name, team.person_ids.length, <Moment key="updated" seconds={team.updated_at} />],
  }));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {error && <Problem error={error} onRetry={refetch} />}
      {data?.total === 0 && <EmptyState title={t("emptyTitle")} lead={t("emptyLead")} />}
      {rows.length > 0 && (
        <RecordTable label={t("title")} heads={[t("team"), t("members"), t("updated")]} rows={rows} />
      )}
    </>
  );
}
