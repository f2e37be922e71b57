import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { Entrance } from "../sign-in/entrance.tsx";
import { setUpLink } from "../sign-in/link-queries.ts";
import { OwnerForm } from "../sign-in/owner-form.tsx";
import { useEnter } from "../sign-in/use-enter.ts";
import { useLinkToken } from "../sign-in/use-link-token.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Problem } from "../ui/problem.tsx";

/** Runs on the machine of the hub and prints another link. */
const COMMAND = "npx tocsin set-up-link";

/** Where a new hub gets its owner. */
export default function SetUpPage() {
  const t = useTranslations("setUp");
  const token = useLinkToken();
  const enter = useEnter();
  const link = useQuery(setUpLink(token));
  if (link.data) {
    return (
      <Entrance title={t("title")} lead={t("lead")}>
        <OwnerForm token={token} onMade={enter} />
      </Entrance>
    );
  }
  return link.error && <NoWay error={link.error} onRetry={() => link.refetch()} />;
}

function NoWay({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations("setUp");
  const signIn = useTranslations("signIn");
  const code = error instanceof ApiError ? error.code : "";
  if (code === "ReferenceExist") {
    return (
      <Entrance title={t("doneTitle")} lead={t("doneLead")}>
        <LinkButton to="/">{signIn("submit")}</LinkButton>
      </Entrance>
    );
  }
  if (code === "InvalidParameter") {
    return (
      <Entrance title={t("deadTitle")} lead={t("deadLead")}>
        <Text>{t("another")}</Text>
        <CopyField label={t("command")} copyLabel={t("copyCommand")} value={COMMAND} />
        <Text size="sm" c="dimmed">
          {t("restart")}
        </Text>
      </Entrance>
    );
  }
  return (
    <Entrance title={t("title")} lead={t("lead")}>
      <Problem error={error} onRetry={onRetry} />
    </Entrance>
  );
}
