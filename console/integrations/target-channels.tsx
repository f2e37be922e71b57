import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { TextLink } from "../ui/text-link.tsx";
import type { IntegrationTarget } from "./integration-queries.ts";

const SHOWN_MAX = 3;

type TargetChannelsProps = {
  target: IntegrationTarget;
  /** Names of channels; those that may not be seen have none. */
  names: ReadonlyMap<number, { channel_name: string }> | undefined;
};

/** The channels that events can go to, the first few by name. */
export function TargetChannels({ target, names }: TargetChannelsProps) {
  const t = useTranslations("integrations");
  const named = target.channel_ids.flatMap((id) => {
    const found = names?.get(id);
    return found ? [{ id, name: found.channel_name }] : [];
  });
  const shown = named.slice(0, SHOWN_MAX);
  const others = target.channel_cnt - shown.length;
  if (target.state === "no_route") return <span className="quiet">{t("nowhere")}</span>;
  if (names === undefined && target.channel_cnt > 0) return null;
  return (
    <span>
      {shown.map(({ id, name }, place) => (
        <Fragment key={id}>
          {place > 0 && t("comma")}
          <TextLink to="/channel/detail/$channelId" params={{ channelId: String(id) }} inherit>
            {name}
          </TextLink>
        </Fragment>
      ))}
      {shown.length > 0 && others > 0 && ` ${t("andOthers", { count: others })}`}
      {target.is_name_mapped && <span className="quiet"> {t("byLabel")}</span>}
      {shown.length === 0 && !target.is_name_mapped && <span className="quiet">{t("hiddenChannels")}</span>}
    </span>
  );
}
