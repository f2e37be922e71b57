import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { ChannelNames } from "../channels/channel-name.tsx";
import type { Condition, RouteCase } from "./route-draft.ts";

const VALUES_SHOWN = 6;

/** A condition as a sentence. */
export function ConditionWords({ condition, isWhole = false }: { condition: Condition; isWhole?: boolean }) {
  const t = useTranslations("conditions");
  const shown = isWhole ? condition.vals : condition.vals.slice(0, VALUES_SHOWN);
  return (
    <span className="route-condition">
      <b>{condition.key || "…"}</b> {t(condition.oper)}{" "}
      {shown.map((value, at) => (
        <Fragment key={value}>
          {at > 0 && " "}
          <code>{value === "" ? t("missing") : value}</code>
        </Fragment>
      ))}
      {condition.vals.length === 0 && t("empty")}
      {condition.vals.length > shown.length && ` +${condition.vals.length - shown.length}`}
    </span>
  );
}

/** Where a case sends events. */
export function TargetWords({ rule }: { rule: RouteCase }) {
  const t = useTranslations("route");
  if (rule.routing_mode !== "name_mapping") return <ChannelNames ids={rule.channel_ids ?? []} />;
  return <span>{t("namedBy", { label: rule.name_mapping_label || "…" })}</span>;
}

/** All conditions of a case in a few words. */
export function CaseWords({ rule, isWhole = false }: { rule: RouteCase; isWhole?: boolean }) {
  const t = useTranslations("route");
  const conditions = rule.if.filter(({ key, vals }) => key !== "" || vals.length > 0);
  if (conditions.length === 0) return <span className="route-condition">{t("everyEvent")}</span>;
  return conditions.map((condition, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
    <ConditionWords key={at} condition={condition} isWhole={isWhole} />
  ));
}
