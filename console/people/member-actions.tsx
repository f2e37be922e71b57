import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import type { Member } from "./member-row.ts";

/** What can be done about a member. */
export type MemberDeed = "roles" | "link" | "enable" | "disable" | "delete";

type MemberActionsProps = { member: Member; isOwner: boolean; isMe: boolean; onChoose: (deed: MemberDeed) => void };

/** The deeds that who is signed in may do about a member; nothing when there are none. */
export function MemberActions({ member, isOwner, isMe, onChoose }: MemberActionsProps) {
  const t = useTranslations("members");
  const managesMembers = useMay("Members/Manage");
  const managesRoles = useMay("Roles/Manage");
  const isPending = member.status === "pending";
  const isDisabled = member.status === "disabled";
  // Nobody locks themselves out, and nobody the owner.
  const mayRemove = managesMembers && !isOwner && !isMe;
  const deeds: readonly (MemberDeed | false)[] = [
    managesRoles && "roles",
    managesMembers && isPending && "link",
    mayRemove && isDisabled && "enable",
    mayRemove && !isDisabled && !isPending && "disable",
    mayRemove && "delete",
  ];
  if (!deeds.some(Boolean)) return null;
  return (
    <Menu position="bottom-end" width={220} withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name: member.member_name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.map(
          (deed) =>
            deed && (
              <Menu.Item key={deed} onClick={() => onChoose(deed)}>
                {t(deed === "delete" && isPending ? "withdraw" : deed)}
              </Menu.Item>
            ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
