import { Button, Group, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { teamDelete } from "../../contract/operations/team.ts";
import { call } from "../api/call.ts";
import { useMay } from "../api/permissions.ts";
import { team } from "../people/people-queries.ts";
import { TeamForm } from "../people/team-form.tsx";
import { type Team, TeamMembers } from "../people/team-members.tsx";
import { TeamMembersForm } from "../people/team-members-form.tsx";
import { useMayEditTeam } from "../people/use-may-edit-team.ts";
import { Confirm } from "../ui/confirm.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { Moment } from "../ui/moment.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { useLeaveDeleted } from "../ui/use-leave-deleted.ts";

/** One team: who is in it, and what can be done about it. */
export default function TeamPage() {
  const t = useTranslations("team");
  const teamId = Number(useParams({ from: "/platform/team/detail/$teamId" }).teamId);
  const { data, error, refetch } = useQuery(team(teamId));
  const back = (
    <TextLink to="/platform/team" size="sm">
      {t("back")}
    </TextLink>
  );
  if (error && !data) {
    return (
      <LostPage back={back}>
        <Problem error={error} onRetry={refetch} />
      </LostPage>
    );
  }
  return data ? <Loaded team={data} back={back} /> : null;
}

function Loaded({ team, back }: { team: Team; back: React.ReactNode }) {
  const t = useTranslations("team");
  const [open, setOpen] = useState<"edit" | "add" | "delete" | null>(null);
  const mayEdit = useMayEditTeam(team);
  const managesTeams = useMay("Teams/Manage");
  const close = () => setOpen(null);
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen("add")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHead title={team.team_name} lead={team.description} back={back}>
        {mayEdit && (
          <Group gap="xs">
            <Button variant="default" onClick={() => setOpen("edit")}>
              {t("edit")}
            </Button>
            <Button variant="default" onClick={() => setOpen("delete")}>
              {t("delete")}
            </Button>
          </Group>
        )}
      </PageHead>
      {managesTeams && !mayEdit && <Text mb="md">{t("mayNot")}</Text>}
      <Group justify="space-between" mb="sm">
        <Title order={2}>
          {t("members")} · {t("count", { count: team.person_ids.length })}
        </Title>
        {team.person_ids.length > 0 && add}
      </Group>
      <TeamMembers team={team} mayEdit={mayEdit} add={add} />
      {team.updated_by_name && (
        <Text size="sm" c="dimmed" mt="lg">
          {t.rich("updatedBy", { name: team.updated_by_name, when: () => <Moment seconds={team.updated_at} /> })}
        </Text>
      )}
      {open === "edit" && <TeamForm team={team} onSaved={() => undefined} onClose={close} />}
      {open === "add" && <TeamMembersForm team={team} onClose={close} />}
      {open === "delete" && <Deletion team={team} onClose={close} />}
    </>
  );
}

function Deletion({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useTranslations("team");
  const leave = useLeaveDeleted();
  const remove = useMutation({
    mutationFn: () => call(teamDelete, { team_id: team.team_id }),
    onSuccess: () => leave("team", team.team_id),
  });
  return (
    <Confirm title={t("deleteAsk", { name: team.team_name })} label={t("delete")} deed={remove} onClose={onClose}>
      {t("deleteThen")}
    </Confirm>
  );
}
