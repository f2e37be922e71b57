import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { memberAcceptInvite } from "../../contract/operations/member.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { NewPassword } from "../forms/new-password.tsx";
import { PersonName } from "../forms/person-name.tsx";

type AcceptanceFormProps = {
  token: string;
  invited: { member_name: string; email: string };
  onAccepted: (memberId: number) => Promise<void>;
};

/** Makes a member of somebody invited. */
export function AcceptanceForm({ token, invited, onAccepted }: AcceptanceFormProps) {
  const t = useTranslations("signIn");
  const texts = useTranslations("invitation");
  const [name, setName] = useState(invited.member_name);
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: () => call(memberAcceptInvite, { token, name: name.trim(), password }),
    onSuccess: ({ member_id }) => onAccepted(member_id),
  });
  return (
    <Form change={accept} fields={["name", "password"]} submitLabel={texts("submit")}>
      {(problemAt) => (
        <>
          <TextInput label={t("email")} autoComplete="username" readOnly value={invited.email} />
          <PersonName value={name} problem={problemAt("name")} onChange={setName} />
          <NewPassword label={t("password")} value={password} problem={problemAt("password")} onChange={setPassword} />
        </>
      )}
    </Form>
  );
}
