import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useShortcut } from "./use-shortcut.ts";

/** Somebody who still types is not asked for. */
const SETTLED_MS = 250;

type SearchBoxProps = { label: string; value: string; onSearch: (query: string) => void };

/** Text to search a list for; `/` leads into it. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const search = useEffectEvent(onSearch);
  useShortcut("/", () => box.current?.focus());
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => search(text.trim()), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <TextInput
      ref={box}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      w="16rem"
      maw="100%"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
