import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Saying, SayingValue } from "../../contract/saying.ts";
import { capital, useSaying } from "../ui/use-saying.ts";

type ReasonsProps = { integrationId: number; said: readonly Saying[] };

/** Why an event went where it went, in words, with links to the case that decided. */
export function Reasons({ integrationId, said }: ReasonsProps) {
  const t = useTranslations("reasons");
  const say = useSaying();
  return said.map((one) => (
    <Text key={one.word} size="sm" c="dimmed">
      {isByRoute(one) ? (
        <ByRoute integrationId={integrationId} saying={one} />
      ) : (
        t("sentence", { words: capital(say(one)) })
      )}
    </Text>
  ));
}

function isByRoute({ word }: Saying): boolean {
  return ["route_case", "route_cases", "route_many_cases", "route_default"].includes(word);
}

/** A route that sent an event somewhere; its cases can be looked at as they were when they did. */
function ByRoute({ integrationId, saying }: { integrationId: number; saying: Saying }) {
  const t = useTranslations("reasons");
  const say = useSaying();
  const { version = 0, cases = [], why = "" } = saying.values ?? {};
  const at = { integrationId, version: Number(version) };
  if (saying.word === "route_default") {
    const link = () => <VersionLink {...at}>{t("version", { version: String(version) })}</VersionLink>;
    return t.rich("byDefault", { version: link, why: isSaying(why) ? say(why) : "" });
  }
  const numbers = Array.isArray(cases) ? cases.map(Number) : [];
  const links = () => <CaseLinks {...at} cases={numbers} more={saying.word === "route_many_cases"} />;
  return t.rich("byCases", { version: String(version), cases: links });
}

function isSaying(value: SayingValue): value is Saying {
  return typeof value === "object" && !Array.isArray(value);
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
