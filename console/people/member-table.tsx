import { Badge, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { whoAmI } from "../api/who-am-i.ts";
import { Moment } from "../ui/moment.tsx";
import { RecordTable } from "../ui/record-table.tsx";
import { MemberActions, type MemberDeed } from "./member-actions.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import type { Member } from "./member-row.ts";
import { useRoles } from "./use-roles.ts";

/** Members, and what who is signed in may do about each. */
export function MemberTable({ members }: { members: readonly Member[] }) {
  const t = useTranslations("members");
  const roles = useRoles();
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const [chosen, setChosen] = useState<{ deed: MemberDeed; member: Member } | null>(null);
  const isOwner = (member: Member) => member.email === me?.account_email;
  const isMe = (member: Member) => member.member_id === me?.member_id;
  const rows = members.map((member) => ({
    key: member.member_id,
    cells: [
      <Name key="name" member={member} isOwner={isOwner(member)} isMe={isMe(member)} />,
      roles
        .filter(({ id }) => member.account_role_ids.includes(id))
        .map(({ name }) => name)
        .join(", ") || t("none"),
      <MemberStanding key="status" status={member.status} />,
      <Moment key="added" seconds={member.created_at} />,
      <MemberActions
        key="actions"
        member={member}
        isOwner={isOwner(member)}
        isMe={isMe(member)}
        onChoose={(deed) => setChosen({ deed, member })}
      />,
    ],
  }));
  const heads = [t("name"), t("roles"), t("status"), t("added"), t("actions")];
  return (
    <>
      <RecordTable label={t("title")} heads={heads} rows={rows} />
      {chosen && <MemberDialog {...chosen} isOwner={isOwner(chosen.member)} onClose={() => setChosen(null)} />}
    </>
  );
}

function Name({ member, isOwner, isMe }: { member: Member; isOwner: boolean; isMe: boolean }) {
  const t = useTranslations("members");
  return (
    <div className="anywhere">
      <Group gap={6}>
        <Text span fw={600}>
          {member.member_name}
        </Text>
        {isMe && <Badge variant="default">{t("you")}</Badge>}
        {isOwner && <Badge variant="default">{t("owner")}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {member.email}
      </Text>
    </div>
  );
}

function MemberStanding({ status }: { status: Member["status"] }) {
  const t = useTranslations("memberStatus");
  return status === "enabled" ? t(status) : <Badge variant="default">{t(status)}</Badge>;
}
