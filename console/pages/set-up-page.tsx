import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { setUpLink } from "../api/link-queries.ts";
import { OwnerForm } from "../forms/owner-form.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Entrance } from "../ui/entrance.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEnter } from "../ui/use-enter.ts";
import { useLinkToken } from "../ui/use-link-token.ts";

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
