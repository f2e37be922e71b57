import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { sessionCreate } from "../../contract/operations/session.ts";
import { isSignedOut } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { whoAmI } from "../api/people-queries.ts";
import { Brand } from "../ui/brand.tsx";
import { Preferences } from "../ui/preferences.tsx";
import { Problem } from "../ui/problem.tsx";

/** Where a session begins. The address stays, so that a link from a message leads on after it. */
export function SignIn() {
  const t = useTranslations("signIn");
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => call(sessionCreate, { email, password }),
    onSuccess: () => queries.resetQueries({ queryKey: whoAmI.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  const isWrong = isSignedOut(signIn.error);
  return (
    <main className="sign-in">
      <Stack w="100%" maw={380} gap="lg">
        <Brand />
        <form className="card" onSubmit={submit}>
          <Stack gap="sm" p="xs">
            <Title order={1}>{t("title")}</Title>
            <Text c="dimmed">{t("lead")}</Text>
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label={t("password")}
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {signIn.error && <Problem error={signIn.error} {...(isWrong && { text: t("wrong") })} />}
            <Button type="submit" loading={signIn.isPending} mt="xs">
              {t("submit")}
            </Button>
          </Stack>
        </form>
        <Preferences />
      </Stack>
    </main>
  );
}
