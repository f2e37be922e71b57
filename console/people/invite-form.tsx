import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { memberInvite } from "../../contract/operations/member.ts";
import { VIEWER } from "../../contract/role.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { readAddresses } from "./addresses.ts";
import { type Invited, InvitedLinks } from "./invited-links.tsx";
import { RoleChoice } from "./role-choice.tsx";

type InviteFormProps = { isOpen: boolean; onClose: () => void };

/** Invites members and hands out their links. */
export function InviteForm({ isOpen, onClose }: InviteFormProps) {
  const t = useTranslations("members");
  return (
    <Dialog title={t("invite")} size="lg" isOpen={isOpen} onClose={onClose}>
      <Steps onClose={onClose} />
    </Dialog>
  );
}

function Steps({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<readonly Invited[] | null>(null);
  return invited ? (
    <InvitedLinks invited={invited} onClose={onClose} />
  ) : (
    <Fields onInvited={setInvited} onClose={onClose} />
  );
}

function Fields({ onInvited, onClose }: { onInvited: (invited: Invited[]) => void; onClose: () => void }) {
  const t = useTranslations("members");
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [roleIds, setRoleIds] = useState<number[]>([VIEWER.id]);
  const addresses = readAddresses(text);
  const invite = useMutation({
    mutationFn: () => call(memberInvite, { members: addresses.map((email) => ({ email, role_ids: roleIds })) }),
    onSuccess: async ({ items }) => {
      await queries.invalidateQueries({ queryKey: ["member", "list"] });
      onInvited(items.map((item, index) => ({ ...item, email: addresses[index] ?? item.member_name })));
    },
  });
  const isTooMany = addresses.length > INPUT_LIMITS.invitedMax;
  return (
    <Form
      change={invite}
      fields={["members", "role_ids"]}
      submitLabel={t("inviteCount", { count: addresses.length })}
      isReady={addresses.length > 0 && !isTooMany}
      onCancel={onClose}
    >
      {(problemAt) => (
        <>
          <Textarea
            label={t("addresses")}
            description={t("addressesHint", { max: INPUT_LIMITS.invitedMax })}
            data-autofocus
            required
            autosize
            minRows={3}
            maxRows={10}
            value={text}
            error={
              isTooMany ? t("tooMany", { max: INPUT_LIMITS.invitedMax, count: addresses.length }) : problemAt("members")
            }
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <RoleChoice chosen={roleIds} problem={problemAt("role_ids")} onChoose={setRoleIds} />
        </>
      )}
    </Form>
  );
}
