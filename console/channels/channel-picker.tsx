import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSettled } from "../ui/use-settled.ts";
import { channels } from "./channel-queries.ts";

const FOUND_MAX = 50;
const STILL_MS = 200;

/** A channel somebody chose, by the name it was shown under. */
export type PickedChannel = { id: number; name: string };

type ChannelPickerProps = {
  label: string;
  description: string;
  error: string | null;
  picked: readonly PickedChannel[];
  onPick: (picked: PickedChannel[]) => void;
};

/** Chooses channels by name, out of however many there are: the hub searches. */
export function ChannelPicker({ label, description, error, picked, onPick }: ChannelPickerProps) {
  const t = useTranslations("integrations");
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const query = useSettled(typed, STILL_MS).trim();
  const { data } = useQuery(channels({ query, limit: FOUND_MAX, is_brief: true, orderby: "channel_name", asc: true }));
  const found = (data?.items ?? []).map(({ channel_id: id, channel_name: name }) => ({ id, name }));
  const known = new Map([...picked, ...found].map(({ id, name }) => [String(id), name]));
  return (
    <MultiSelect
      label={label}
      description={description}
      error={error}
      withAsterisk
      searchable
      clearable
      hidePickedOptions
      searchValue={typed}
      onSearchChange={setTyped}
      // What was found is what the hub found; what is picked stays in the data so that it keeps its name.
      filter={({ options }) => options}
      data={[...known].map(([value, name]) => ({ value, label: name }))}
      value={picked.map(({ id }) => String(id))}
      onChange={(ids) => {
        onPick(ids.map((id) => ({ id: Number(id), name: known.get(id) ?? id })));
        // One is what most people want, and an open list covers what comes next.
        setOpen(false);
      }}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      nothingFoundMessage={query !== "" && t(data ? "noChannel" : "searching")}
      clearButtonProps={{ "aria-label": t("clear") }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
