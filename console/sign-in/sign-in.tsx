import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Entrance } from "./entrance.tsx";
import { SignInFields } from "./sign-in-fields.tsx";

/** Where a session begins. The address stays, so that a link from a message leads on after it. */
export function SignIn() {
  const t = useTranslations("signIn");
  const queries = useQueryClient();
  return (
    <Entrance title={t("title")} lead={t("lead")}>
      <SignInFields onSignedIn={() => queries.resetQueries()} />
      <Text size="sm" c="dimmed">
        {t.rich("forgotten", { command: () => <code>npx tocsin member reset-password</code> })}
      </Text>
    </Entrance>
  );
}
