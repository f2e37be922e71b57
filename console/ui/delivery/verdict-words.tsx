import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";
import { type NoCase, type Reason, readReason } from "./reason.ts";

/** Why an event got its verdict, in words, with links to the case that decided. */
export function Reasons({ integrationId, because }: { integrationId: number; because: string }) {
  return readReason(because).map((reason) => (
    <Text key={reason.kind} size="sm" c="dimmed">
      <ReasonWords integrationId={integrationId} reason={reason} />
    </Text>
  ));
}

function ReasonWords({ integrationId, reason }: { integrationId: number; reason: Reason }) {
  const t = useTranslations("reasons");
  const format = useFormatter();
  const sayNoCase = useNoCase();
  switch (reason.kind) {
    case "late": {
      const time = format.dateTime(new Date(reason.atMs), { dateStyle: "medium", timeStyle: "medium" });
      return t(reason.than === "recovery" ? "lateRecovery" : "lateOpening", { time });
    }
    case "channel_off":
      return t("channelOff");
    case "channel_gone":
      return t("channelGone");
    case "cases": {
      const { version, cases, more } = reason;
      const links = () => <CaseLinks {...{ integrationId, version, cases, more }} />;
      return t.rich("byCases", { version: String(version), cases: links });
    }
    case "default": {
      const link = () => (
        <VersionLink integrationId={integrationId} version={reason.version}>
          {t("version", { version: String(reason.version) })}
        </VersionLink>
      );
      return (
        <>
          {t.rich("byDefault", { version: link, why: sayNoCase(reason.because) })} <Unreadable {...reason} />
        </>
      );
    }
    case "nowhere":
      return (
        <>
          {capital(t("nowhere", { why: sayNoCase(reason.because) }))} <Unreadable {...reason} />
        </>
      );
    case "words":
      return reason.text;
  }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function useNoCase(): (because: NoCase) => string {
  const t = useTranslations("reasons");
  return (because) => {
    switch (because.why) {
      case "no_route":
        return t("noRoute");
      case "no_match":
        return t("noMatch");
      case "no_enabled_channel":
        return t("noEnabledChannel", { cases: because.cases.map((number) => t("case", { number })).join(", ") });
      case "no_label":
        return t("noLabel", { number: because.case, label: because.label });
      case "no_channel_named":
        return t("noChannelNamed", { number: because.case, name: because.name });
    }
  };
}

function Unreadable({ unreadable }: { unreadable: readonly number[] }) {
  const t = useTranslations("reasons");
  if (unreadable.length === 0) return null;
  return t("unreadable", { cases: unreadable.map((number) => t("case", { number })).join(", ") });
}

type CaseLinksProps = { integrationId: number; version: number; cases: readonly number[]; more: boolean };

function CaseLinks({ integrationId, version, cases, more }: CaseLinksProps) {
  const t = useTranslations("reasons");
  return (
    <>
      {cases.map((number, at) => (
        <span key={number}>
          {at > 0 && ", "}
          <VersionLink integrationId={integrationId} version={version} number={number}>
            {t("case", { number })}
          </VersionLink>
        </span>
      ))}
      {more && ` ${t("more")}`}
    </>
  );
}

type VersionLinkProps = { integrationId: number; version: number; number?: number; children: string };

/** Leads to the route as it was when it decided. */
function VersionLink({ integrationId, version, number, children }: VersionLinkProps) {
  return (
    <Link
      className="delivery-link"
      to="/integration/detail/$integrationId"
      params={{ integrationId: String(integrationId) }}
      search={{ tab: "route", version, ...(number !== undefined && { case: number }) }}
    >
      {children}
    </Link>
  );
}
