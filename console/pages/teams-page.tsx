import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { whoAmI } from "../api/who-am-i.ts";
import { teamPage } from "../people/people-queries.ts";
import { TeamForm } from "../people/team-form.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Moment } from "../ui/moment.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";
import { RecordTable } from "../ui/record-table.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";

const ROUTE = "/platform/team";

/** All teams, and the way to make one. */
export default function TeamsPage() {
  const t = useTranslations("teams");
  const { p: pageNumber = 1, q: query = "" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const list = useQuery(teamPage(pageNumber, query));
  const [isCreating, setCreating] = useState(false);
  const mayCreate = useMay("Teams/Manage");
  useShortcut("c", () => setCreating(mayCreate));
  const create = mayCreate && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("create")}
    </Button>
  );
  const isEmpty = list.data?.total === 0;
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")}>
        {create}
      </PageHead>
      {(query !== "" || !isEmpty) && (
        <div className="list-filters">
          <SearchBox
            label={t("search")}
            value={query}
            onSearch={(text) => navigate({ replace: true, search: text ? { q: text } : {} })}
          />
        </div>
      )}
      {list.error && <Problem error={list.error} onRetry={() => list.refetch()} />}
      {isEmpty && query === "" && (
        <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
          {create}
        </EmptyState>
      )}
      {isEmpty && query !== "" && (
        <EmptyState title={t("nothingTitle")} lead={t("nothingLead")}>
          <Button variant="default" onClick={() => navigate({ search: {} })}>
            {t("showAll")}
          </Button>
        </EmptyState>
      )}
      {list.data && !isEmpty && <TeamTable teams={list.data.items} />}
      {list.data && (
        <Pages
          current={pageNumber}
          hasNext={pageNumber * list.data.limit < list.data.total}
          onTurn={(turned) => navigate({ search: (before) => ({ ...before, p: turned }) })}
        />
      )}
      {isCreating && <Creation onClose={() => setCreating(false)} />}
    </>
  );
}

type TeamTableProps = {
  teams: readonly {
    team_id: number;
    team_name: string;
    description: string;
    person_ids: readonly number[];
    updated_at: number;
  }[];
};

function TeamTable({ teams }: TeamTableProps) {
  const t = useTranslations("teams");
  const rows = teams.map((team) => ({
    key: team.team_id,
    cells: [
      <div key="name" className="anywhere">
        <TextLink to="/platform/team/detail/$teamId" params={{ teamId: String(team.team_id) }} fw={600}>
          {team.team_name}
        </TextLink>
        {team.description && (
          <Text size="sm" c="dimmed" lineClamp={2}>
            {team.description}
          </Text>
        )}
      </div>,
      team.person_ids.length,
      <Moment key="updated" seconds={team.updated_at} />,
    ],
  }));
  return <RecordTable label={t("title")} heads={[t("team"), t("members"), t("updated")]} rows={rows} />;
}

/** Who makes a team is in it, and goes on to add others. */
function Creation({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const lead = (teamId: number) =>
    navigate({ to: "/platform/team/detail/$teamId", params: { teamId: String(teamId) } });
  return <TeamForm team={null} personIds={me ? [me.member_id] : []} onSaved={lead} onClose={onClose} />;
}
