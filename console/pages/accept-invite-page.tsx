import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { AcceptanceForm } from "../sign-in/acceptance-form.tsx";
import { Entrance } from "../sign-in/entrance.tsx";
import { invitation } from "../sign-in/link-queries.ts";
import { useEnter } from "../sign-in/use-enter.ts";
import { useLinkToken } from "../sign-in/use-link-token.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { Problem } from "../ui/problem.tsx";
import { TO_THE_MINUTE } from "../ui/time-formats.ts";

/** Where somebody invited becomes a member. */
export default function AcceptInvitePage() {
  const t = useTranslations("invitation");
  const format = useFormatter();
  const token = useLinkToken();
  const enter = useEnter();
  const invited = useQuery(invitation(token));
  if (invited.data) {
    const until = format.dateTime(new Date(invited.data.expires_at * 1000), TO_THE_MINUTE);
    return (
      <Entrance title={t("title")} lead={t("lead", { until })}>
        <AcceptanceForm token={token} invited={invited.data} onAccepted={enter} />
      </Entrance>
    );
  }
  return invited.error && <NoWay error={invited.error} onRetry={() => invited.refetch()} />;
}

function NoWay({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations("invitation");
  const signIn = useTranslations("signIn");
  const isDead = error instanceof ApiError && error.code === "InvalidParameter";
  return (
    <Entrance title={isDead ? t("deadTitle") : t("title")} lead={isDead ? t("deadLead") : t("trouble")}>
      {isDead ? <LinkButton to="/">{signIn("submit")}</LinkButton> : <Problem error={error} onRetry={onRetry} />}
    </Entrance>
  );
}
