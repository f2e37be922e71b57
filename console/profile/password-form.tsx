import { PasswordInput, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { memberPasswordReset } from "../../contract/operations/member.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { NewPassword } from "../forms/new-password.tsx";
import { sessions } from "./profile-queries.ts";

/** Changes one's own password. The address is there for password managers, which keep a password by it. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("profile");
  const signIn = useTranslations("signIn");
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () => call(memberPasswordReset, { current_password: current, new_password: wanted }),
    onSuccess: async () => {
      setCurrent("");
      setWanted("");
      await queries.invalidateQueries({ queryKey: sessions.queryKey });
    },
  });
  return (
    <Form change={change} fields={["current_password", "new_password"]} submitLabel={t("changePassword")}>
      {(problemAt) => (
        <>
          <input type="hidden" autoComplete="username" value={email} readOnly />
          <PasswordInput
            label={t("currentPassword")}
            autoComplete="current-password"
            required
            maxLength={INPUT_LIMITS.passwordLengthMax}
            visibilityToggleButtonProps={{ "aria-label": signIn("showPassword"), tabIndex: 0 }}
            value={current}
            error={problemAt("current_password") && t("notYourPassword")}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <NewPassword
            label={t("newPassword")}
            value={wanted}
            problem={problemAt("new_password")}
            onChange={setWanted}
          />
          <Text size="sm" role="status">
            {change.isSuccess && t("passwordChanged")}
          </Text>
        </>
      )}
    </Form>
  );
}
