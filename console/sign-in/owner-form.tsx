import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { setupCreateOwner } from "../../contract/operations/session.ts";
import { call } from "../api/call.ts";
import { EmailInput } from "../forms/email-input.tsx";
import { Form } from "../forms/form.tsx";
import { NewPassword } from "../forms/new-password.tsx";
import { PersonName } from "../forms/person-name.tsx";

/** Makes the owner of a new hub. */
export function OwnerForm({ token, onMade }: { token: string; onMade: (memberId: number) => Promise<void> }) {
  const t = useTranslations("signIn");
  const setUp = useTranslations("setUp");
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const create = useMutation({
    mutationFn: () => call(setupCreateOwner, { token, name: name.trim(), email: email.trim(), password }),
    onSuccess: ({ member_id }) => onMade(member_id),
  });
  return (
    <Form change={create} fields={["name", "email", "password"]} submitLabel={setUp("submit")}>
      {(problemAt) => (
        <>
          <PersonName autoFocus value={name} problem={problemAt("name")} onChange={setName} />
          <EmailInput
            label={t("email")}
            description={setUp("emailHint")}
            value={email}
            error={problemAt("email")}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <NewPassword label={t("password")} value={password} problem={problemAt("password")} onChange={setPassword} />
        </>
      )}
    </Form>
  );
}
