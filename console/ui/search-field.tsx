import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useSettled } from "./use-settled.ts";

const STILL_MS = 250;

type SearchFieldProps = { label: string; value: string; onSettle: (text: string) => void };

/** A field whose text is searched for once somebody stops typing. */
export function SearchField({ label, value, onSettle }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed.trim(), STILL_MS);
  const settle = useEffectEvent((text: string) => {
    if (text !== value) onSettle(text);
  });
  useEffect(() => settle(settled), [settled]);
  return (
    <TextInput
      type="search"
      size="xs"
      w={{ base: "100%", xs: 240 }}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
