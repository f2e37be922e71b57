import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { memberRoleUpdate } from "../../contract/operations/role.ts";
import { ADMIN } from "../../contract/role.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { Member } from "./member-row.ts";
import { RoleChoice } from "./role-choice.tsx";

type RolesFormProps = { member: Member; isOwner: boolean; onClose: () => void };

/** Gives a member roles and takes them. */
export function RolesForm({ member, isOwner, onClose }: RolesFormProps) {
  const t = useTranslations("members");
  const form = useTranslations("form");
  const queries = useQueryClient();
  const [roleIds, setRoleIds] = useState<readonly number[]>(member.account_role_ids);
  const save = useMutation({
    mutationFn: () => call(memberRoleUpdate, { member_id: member.member_id, role_ids: [...roleIds] }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["member"] });
      onClose();
    },
  });
  return (
    <Dialog title={t("rolesOf", { name: member.member_name })} isOpen onClose={onClose}>
      <Form change={save} fields={["role_ids"]} submitLabel={form("save")} onCancel={onClose}>
        {(problemAt) => (
          <>
            <RoleChoice
              chosen={roleIds}
              fixed={isOwner ? [ADMIN.id] : []}
              problem={problemAt("role_ids")}
              onChoose={setRoleIds}
            />
            {isOwner && <Text size="sm">{t("ownerStays")}</Text>}
            {roleIds.length === 0 && <Text size="sm">{t("noRole")}</Text>}
          </>
        )}
      </Form>
    </Dialog>
  );
}
