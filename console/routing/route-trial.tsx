import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ChannelNames } from "../channels/channel-name.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Moment } from "../ui/moment.tsx";
import { Problem } from "../ui/problem.tsx";
import { RecordTable } from "../ui/record-table.tsx";
import { useEditing } from "./editing.tsx";
import { toBody } from "./route-draft.ts";
import { alertsToTry, triedRoute } from "./route-queries.ts";

/** The whole draft on the latest alerts, beside what is saved. */
export function RouteTrial({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslations("routePreview");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} size="xl" title={t("tryTitle")}>
      <Text size="sm" c="dimmed" mb="sm">
        {t("tryLead")}
      </Text>
      {isOpen && <Tried />}
    </Dialog>
  );
}

function Tried() {
  const t = useTranslations("routePreview");
  const { integrationId, draft } = useEditing();
  const alerts = useQuery(alertsToTry(integrationId));
  const ids = alerts.data?.items.map(({ alert_id }) => alert_id) ?? [];
  const { cases, default: fallback } = toBody(draft);
  const { data, error } = useQuery({ ...triedRoute(ids, { cases, default: fallback }), enabled: ids.length > 0 });
  const problem = alerts.error ?? error;
  if (problem) return <Problem error={problem} onRetry={() => alerts.refetch()} />;
  if (alerts.data?.items.length === 0) return <Text>{t("noAlerts")}</Text>;
  if (!data) return <Text role="status">{t("trying")}</Text>;
  const changed = data.filter((one) => one.added_channel_ids.length + one.removed_channel_ids.length > 0);
  const rows = data.map((one) => ({
    key: one.alert_id,
    cells: [
      one.alert_title,
      <Moment key="started" seconds={one.start_time} />,
      <MatchedNames key="matched" names={one.matched_cases} />,
      <Destinations key="goes" item={one} />,
    ],
  }));
  return (
    <>
      <Text role="status" mb="sm">
        {t("changed", { count: changed.length })}
      </Text>
      <RecordTable label={t("tryTitle")} heads={[t("alert"), t("started"), t("matched"), t("goesTo")]} rows={rows} />
    </>
  );
}

/** `case_3` and `default`, as the wire has them. */
function MatchedNames({ names }: { names: readonly string[] }) {
  const t = useTranslations("routePreview");
  const route = useTranslations("route");
  if (names.length === 0) return t("nothing");
  return names
    .map((name) => (name === "default" ? t("default") : route("caseNumber", { number: name.slice("case_".length) })))
    .join(", ");
}

type Item = { added_channel_ids: number[]; removed_channel_ids: number[]; unchanged_channel_ids: number[] };

function Destinations({ item }: { item: Item }) {
  const t = useTranslations("routePreview");
  const { added_channel_ids: added, removed_channel_ids: removed, unchanged_channel_ids: same } = item;
  return (
    <>
      {added.length + same.length === 0 && <b>{t("nowhere")} </b>}
      {same.length > 0 && <ChannelNames ids={same} />}
      {added.length > 0 && (
        <ins className="route-difference" data-sign="+">
          <small>{t("added")}</small> <ChannelNames ids={added} />
        </ins>
      )}
      {removed.length > 0 && (
        <del className="route-difference" data-sign="−">
          <small>{t("removed")}</small> <ChannelNames ids={removed} />
        </del>
      )}
    </>
  );
}
