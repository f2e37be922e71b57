import { Badge, Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { type teamItem, teamUpsert } from "../../contract/operations/team.ts";
import { call } from "../api/call.ts";
import { Confirm } from "../ui/confirm.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";
import { RecordTable } from "../ui/record-table.tsx";
import { persons } from "./people-queries.ts";

/** A team as its page shows it. */
export type Team = z.output<typeof teamItem>;

type Person = {
  person_id: number;
  person_name: string;
  email: string;
  status: "enabled" | "pending" | "disabled" | "deleted";
};

const ROUTE = "/platform/team/detail/$teamId";
const PAGE_ROWS = 20;

type TeamMembersProps = {
  team: Team;
  mayEdit: boolean;
  /** The way to add somebody, where one may. */
  add: ReactNode;
};

/** Who is in a team. */
export function TeamMembers({ team, mayEdit, add }: TeamMembersProps) {
  const t = useTranslations("team");
  const standing = useTranslations("memberStatus");
  const { p: pageNumber = 1 } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const [leaving, setLeaving] = useState<Person | null>(null);
  const shown = team.person_ids.slice((pageNumber - 1) * PAGE_ROWS, pageNumber * PAGE_ROWS);
  const { data, error, refetch } = useQuery(persons(shown));
  if (team.person_ids.length === 0) {
    return (
      <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
        {add}
      </EmptyState>
    );
  }
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  const rows = (data?.items ?? []).map((person) => ({
    key: person.person_id,
    cells: [
      <div key="name" className="anywhere">
        <Text fw={600}>{person.person_name}</Text>
        <Text size="sm" c="dimmed">
          {person.email}
        </Text>
      </div>,
      person.status === "enabled" ? (
        standing("enabled")
      ) : (
        <Badge key="status" variant="default">
          {standing(person.status)}
        </Badge>
      ),
      mayEdit && (
        <Button
          key="remove"
          size="compact-sm"
          variant="default"
          aria-label={t("removeName", { name: person.person_name })}
          onClick={() => setLeaving(person)}
        >
          {t("remove")}
        </Button>
      ),
    ],
  }));
  const heads = [t("person"), t("status"), ...(mayEdit ? [t("actions")] : [])];
  return (
    <>
      <RecordTable label={t("members")} heads={heads} rows={rows} />
      <Pages
        current={pageNumber}
        hasNext={pageNumber * PAGE_ROWS < team.person_ids.length}
        onTurn={(p) => navigate({ search: { p } })}
      />
      {leaving && <Removal team={team} person={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Removal({ team, person, onClose }: { team: Team; person: Person; onClose: () => void }) {
  const t = useTranslations("team");
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      call(teamUpsert, {
        team_id: team.team_id,
        team_name: team.team_name,
        person_ids: team.person_ids.filter((id) => id !== person.person_id),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["team"] });
      onClose();
    },
  });
  const title = t("removeAsk", { name: person.person_name, team: team.team_name });
  return (
    <Confirm title={title} label={t("remove")} deed={remove} onClose={onClose}>
      {t("removeThen")}
    </Confirm>
  );
}
