import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { PAGE_ROWS_MAX } from "../api/page-rows.ts";
import { channels } from "../channels/channel-queries.ts";

type ChannelFilterProps = { value: number | undefined; onChange: (channelId: number | undefined) => void };

/** Chooses one channel, or all. */
export function ChannelFilter({ value, onChange }: ChannelFilterProps) {
  const t = useTranslations("records");
  const { data } = useQuery(channels({ limit: PAGE_ROWS_MAX, is_brief: true, orderby: "channel_name", asc: true }));
  const options = (data?.items ?? []).map((one) => ({ value: String(one.channel_id), label: one.channel_name }));
  const isListed = value === undefined || options.some((one) => one.value === String(value));
  return (
    <NativeSelect
      size="sm"
      className="filter-select"
      label={t("channel")}
      value={value ?? ""}
      onChange={(event) => onChange(Number(event.currentTarget.value) || undefined)}
      data={[
        { value: "", label: t("anyChannel") },
        ...options,
        ...(isListed ? [] : [{ value: String(value), label: `#${value}` }]),
      ]}
    />
  );
}
