import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useMayOf } from "../api/permissions.ts";
import { whoAmI } from "../api/who-am-i.ts";
import { dismiss, isDismissed, type Onboarding, onboarding } from "../onboarding/onboarding.ts";
import { Step } from "../onboarding/step.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { LostPage } from "../ui/lost-page.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

const CHANNELS = "/channel";

/** The first steps with a new hub, for who can take them; everybody else is led to the channels. */
export default function HomePage() {
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const may = useMayOf();
  const isForMe = may("Channels/Manage") && may("Integrations/Manage");
  if (!me) return null;
  if (!isForMe || isDismissed(me.member_id)) return <Navigate to={CHANNELS} replace />;
  return <Steps memberId={me.member_id} />;
}

function Steps({ memberId }: { memberId: number }) {
  const t = useTranslations("onboarding");
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(onboarding);
  if (error && !data) {
    return (
      <LostPage>
        <Problem error={error} onRetry={refetch} />
      </LostPage>
    );
  }
  if (!data) return null;
  const { hasChannel, hasIntegration, hasEvent, hasTeammate } = data;
  const done = [hasChannel, hasIntegration, hasEvent, hasTeammate].filter(Boolean).length;
  if (done === STEPS) return <Navigate to={CHANNELS} replace />;
  const leave = () => {
    dismiss(memberId);
    void navigate({ to: CHANNELS });
  };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead", { done, all: STEPS })}>
        <Button variant="default" onClick={leave}>
          {t("dismiss")}
        </Button>
      </PageHead>
      <List done={data} />
    </>
  );
}

const STEPS = 4;

function List({ done }: { done: Onboarding }) {
  const t = useTranslations("onboarding");
  const { hasChannel, hasIntegration, hasEvent, hasTeammate, integrationId } = done;
  const mayInvite = useMayOf()("Members/Manage");
  return (
    <ol className="steps">
      <Step title={t("channel")} lead={t("channelLead")} isDone={hasChannel}>
        <LinkButton to={CHANNELS} search={{ create: true }}>
          {t("channelGo")}
        </LinkButton>
      </Step>
      <Step title={t("integration")} lead={t("integrationLead")} isDone={hasIntegration}>
        <LinkButton to="/integration" variant={hasChannel ? "filled" : "default"}>
          {t("integrationGo")}
        </LinkButton>
      </Step>
      <Step title={t("event")} lead={t("eventLead")} isDone={hasEvent}>
        {integrationId !== null && (
          <LinkButton to="/integration/detail/$integrationId" params={{ integrationId: String(integrationId) }}>
            {t("eventGo")}
          </LinkButton>
        )}
      </Step>
      <Step title={t("teammate")} lead={t(mayInvite ? "teammateLead" : "teammateAsk")} isDone={hasTeammate}>
        {mayInvite && (
          <LinkButton to="/platform/member" variant="default">
            {t("teammateGo")}
          </LinkButton>
        )}
      </Step>
    </ol>
  );
}
