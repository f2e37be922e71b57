import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useShortcut } from "./use-shortcut.ts";
import { useTyped } from "./use-typed.ts";

type SearchBoxProps = { label: string; value: string; onSearch: (query: string) => void };

/** Text to search a list for; `/` leads into it. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useTyped(value, onSearch);
  const box = useRef<HTMLInputElement>(null);
  useShortcut("/", () => box.current?.focus());
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
