import { MultiSelect } from "@mantine/core";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { useChannelNames } from "../channels/channel-name.tsx";

type ChannelChoiceProps = {
  label: string;
  value: readonly number[];
  error?: string | null;
  onChange: (channelIds: number[]) => void;
};

/** No longer list than somebody reads; typing narrows it. */
const SHOWN_MAX = 100;

/** Chooses channels by name. Those that are disabled or gone stay until they are taken out. */
export function ChannelChoice({ label, value, error, onChange }: ChannelChoiceProps) {
  const t = useTranslations("route");
  const { all, nameOf } = useChannelNames();
  const ids = [...new Set([...all.map(({ id }) => id), ...value])];
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? t("channelsHint") : ""}
      data={ids.map((id) => ({ value: String(id), label: nameOf(id) }))}
      value={value.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number))}
      error={error}
      limit={SHOWN_MAX}
      maxValues={INPUT_LIMITS.routedChannelsMax}
      searchable
      hidePickedOptions
      nothingFoundMessage={t("nothingFound")}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
