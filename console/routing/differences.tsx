import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { ChannelNames } from "../channels/channel-name.tsx";
import { ConditionWords, TargetWords } from "./case-words.tsx";
import { compareRoutes, type Difference } from "./route-difference.ts";
import type { RouteBody, RouteCase } from "./route-draft.ts";

const SHOWN_MAX = 100;

/** What differs between two versions of a route, case by case. */
export function Differences({ before, after }: { before: RouteBody; after: RouteBody }) {
  const t = useTranslations("routeHistory");
  const all = useMemo(() => compareRoutes(before, after), [before, after]);
  if (all.length === 0) return <p className="route-hint">{t("same")}</p>;
  return (
    <ul className="route-differences">
      {all.slice(0, SHOWN_MAX).map((one) => (
        <li key={keyOf(one)}>
          <OneDifference difference={one} />
        </li>
      ))}
      {all.length > SHOWN_MAX && <li>{t("more", { count: all.length - SHOWN_MAX })}</li>}
    </ul>
  );
}

/** A number stands once on its side of the comparison. */
function keyOf(one: Difference): string {
  if ("at" in one) return `${one.kind} ${one.at.number}`;
  if (one.kind === "changed" || one.kind === "moved") return `${one.kind} ${one.after.number}`;
  return one.kind;
}

function OneDifference({ difference }: { difference: Difference }) {
  const t = useTranslations("routeHistory");
  switch (difference.kind) {
    case "added":
    case "removed": {
      const { number, rule } = difference.at;
      return (
        <>
          <p className="route-difference-head">{t(difference.kind, { number })}</p>
          <Lines lines={linesOf(rule)} sign={difference.kind === "added" ? "+" : "−"} />
        </>
      );
    }
    case "moved":
      return (
        <p className="route-difference-head">
          {t("moved", { before: difference.before.number, number: difference.after.number })}
        </p>
      );
    case "changed":
      return <Changed {...difference} />;
    case "default":
      return (
        <>
          <p className="route-difference-head">{t("default")}</p>
          {difference.removed.length > 0 && <Line sign="−" text={<ChannelNames ids={difference.removed} />} />}
          {difference.added.length > 0 && <Line sign="+" text={<ChannelNames ids={difference.added} />} />}
        </>
      );
    case "sections":
      return (
        <>
          <p className="route-difference-head">{t("sections")}</p>
          {difference.before.length > 0 && <Line sign="−" text={difference.before.join(" · ")} />}
          {difference.after.length > 0 && <Line sign="+" text={difference.after.join(" · ")} />}
        </>
      );
  }
}

function Changed({ before, after }: Extract<Difference, { kind: "changed" | "moved" }>) {
  const t = useTranslations("routeHistory");
  const [old, now] = [linesOf(before.rule), linesOf(after.rule)];
  const has = (lines: readonly CaseLine[], line: CaseLine) => lines.some(({ text }) => text === line.text);
  const kept = now.filter((line) => has(old, line));
  return (
    <>
      <p className="route-difference-head">
        {before.number === after.number
          ? t("edited", { number: after.number })
          : t("editedFrom", { before: before.number, number: after.number })}
      </p>
      <Lines lines={kept} sign="" />
      <Lines lines={old.filter((line) => !has(now, line))} sign="−" />
      <Lines lines={now.filter((line) => !has(old, line))} sign="+" />
    </>
  );
}

/** A part of a case: comparable as text, shown in words. */
type CaseLine = { text: string; part: "condition" | "target" | "after"; rule: RouteCase; place: number };

/** A case cut into what can change by itself. */
function linesOf(rule: RouteCase): CaseLine[] {
  const target = [rule.routing_mode === "name_mapping" ? rule.name_mapping_label : (rule.channel_ids ?? [])];
  return [
    ...rule.if.map(
      (condition, place): CaseLine => ({ text: JSON.stringify(condition), part: "condition", rule, place }),
    ),
    { text: JSON.stringify(target), part: "target", rule, place: 0 },
    { text: String(rule.fallthrough ?? false), part: "after", rule, place: 0 },
  ];
}

/** All of a case, line by line. */
export function WholeCase({ rule }: { rule: RouteCase }) {
  return <Lines lines={linesOf(rule)} sign="" />;
}

function Lines({ lines, sign }: { lines: readonly CaseLine[]; sign: Sign }) {
  return lines.map((line) => <Line key={`${line.part} ${line.text}`} sign={sign} text={<LineWords line={line} />} />);
}

function LineWords({ line: { part, rule, place } }: { line: CaseLine }) {
  const t = useTranslations("route");
  const condition = rule.if[place];
  if (part === "condition" && condition) return <ConditionWords condition={condition} isWhole />;
  if (part === "target") {
    return (
      <>
        → <TargetWords rule={rule} />
      </>
    );
  }
  return rule.fallthrough ? t("goesOn") : t("stops");
}

type Sign = "+" | "−" | "";

function Line({ sign, text }: { sign: Sign; text: React.ReactNode }) {
  const t = useTranslations("routeHistory");
  const Tag = sign === "+" ? "ins" : sign === "−" ? "del" : "span";
  return (
    <Tag className="route-difference" data-sign={sign}>
      <span aria-hidden>{sign || " "}</span>
      <span>
        {sign && <span className="route-sign">{sign === "+" ? t("plus") : t("minus")} </span>}
        {text}
      </span>
    </Tag>
  );
}
