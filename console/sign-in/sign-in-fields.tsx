import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { sessionCreate } from "../../contract/operations/session.ts";
import { ApiError } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { EmailInput } from "../forms/email-input.tsx";
import { Problem } from "../ui/problem.tsx";
import { useAdopt } from "./use-adopt.ts";

type SignInFieldsProps = {
  /** Who was signed in before. */
  email?: string;
  onSignedIn: (memberId: number) => Promise<void>;
};

/** E-mail and password; what the person chose for the console counts from here on. */
export function SignInFields({ email: known = "", onSignedIn }: SignInFieldsProps) {
  const t = useTranslations("signIn");
  const adopt = useAdopt();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => call(sessionCreate, { email: email.trim(), password }),
    onSuccess: async ({ member_id }) => {
      await adopt(member_id);
      await onSignedIn(member_id);
    },
  });
  const why = useWhyNot(signIn.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <EmailInput
          label={t("email")}
          autoFocus={known === ""}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          required
          autoFocus={known !== ""}
          visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error && <Problem error={signIn.error} {...(why && { text: why })} />}
        <Button type="submit" loading={signIn.isPending} mt="xs">
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}

/** Refusals that everyone meets some day, in the language of the page. */
function useWhyNot(error: Error | null): string | null {
  const t = useTranslations("signIn");
  if (!(error instanceof ApiError)) return null;
  switch (error.code) {
    case "Unauthorized":
      return t("wrong");
    case "AccessDenied":
      return t("disabled");
    case "RequestTooFrequently":
      return t("tooMany", { minutes: Math.ceil((error.retryAfterSeconds ?? 60) / 60) });
    default:
      return null;
  }
}
