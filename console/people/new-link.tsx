import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { memberInvite } from "../../contract/operations/member.ts";
import { call } from "../api/call.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { InvitedLinks } from "./invited-links.tsx";
import type { Member } from "./member-row.ts";

/** Makes another link for somebody who has not joined yet: the hub shows a link only once. */
export function NewLink({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTranslations("members");
  const make = useMutation({ mutationFn: () => call(memberInvite, { members: [{ email: member.email }] }) });
  const title = t("linkAsk", { name: member.member_name });
  if (!make.data) {
    return (
      <Confirm title={title} label={t("makeLink")} deed={make} isDanger={false} onClose={onClose}>
        {t("linkThen")}
      </Confirm>
    );
  }
  return (
    <Dialog title={title} size="lg" isOpen onClose={onClose}>
      <InvitedLinks invited={make.data.items.map((item) => ({ ...item, email: member.email }))} onClose={onClose} />
    </Dialog>
  );
}
