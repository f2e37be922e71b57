import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { memberDelete, memberDisable, memberEnable } from "../../contract/operations/member.ts";
import { call } from "../api/call.ts";
import { Confirm } from "../ui/confirm.tsx";
import type { MemberDeed } from "./member-actions.tsx";
import type { Member } from "./member-row.ts";
import { NewLink } from "./new-link.tsx";
import { RolesForm } from "./roles-form.tsx";

type MemberDialogProps = { deed: MemberDeed; member: Member; isOwner: boolean; onClose: () => void };

/** Does what was chosen about a member, after asking. */
export function MemberDialog({ deed, member, isOwner, onClose }: MemberDialogProps) {
  if (deed === "roles") return <RolesForm member={member} isOwner={isOwner} onClose={onClose} />;
  if (deed === "link") return <NewLink member={member} onClose={onClose} />;
  return <StatusChange deed={deed} member={member} onClose={onClose} />;
}

const CHANGES = {
  enable: (memberId: number) => call(memberEnable, { member_id: memberId }),
  disable: (memberId: number) => call(memberDisable, { member_id: memberId }),
  delete: (memberId: number) => call(memberDelete, { member_id: memberId }),
} as const;

type StatusChangeProps = { deed: keyof typeof CHANGES; member: Member; onClose: () => void };

function StatusChange({ deed, member, onClose }: StatusChangeProps) {
  const t = useTranslations("members");
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => CHANGES[deed](member.member_id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["member", "list"] });
      await queries.invalidateQueries({ queryKey: ["team"] });
      onClose();
    },
  });
  const isWithdrawal = deed === "delete" && member.status === "pending";
  const ask = {
    enable: "enableAsk",
    disable: "disableAsk",
    delete: isWithdrawal ? "withdrawAsk" : "deleteAsk",
  } as const;
  const then = {
    enable: "enableThen",
    disable: "disableThen",
    delete: isWithdrawal ? "withdrawThen" : "deleteThen",
  } as const;
  return (
    <Confirm
      title={t(ask[deed], { name: member.member_name })}
      label={t(isWithdrawal ? "withdraw" : deed)}
      deed={change}
      isDanger={deed !== "enable"}
      onClose={onClose}
    >
      {t(then[deed])}
    </Confirm>
  );
}
