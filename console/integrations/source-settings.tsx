import { NativeSelect, Text } from "@mantine/core";
import { useLanguage } from "../locales/language.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import type { Integration } from "./integration-queries.ts";

type SourceSettingsProps = {
  source: SourceItem;
  settings: Integration["settings"];
  problem: string | null;
  onChoose: (name: string, value: string) => void;
};

/** The settings that a source declares, each a choice of its own; a new source's need nothing here. */
export function SourceSettings({ source, settings, problem, onChoose }: SourceSettingsProps) {
  const { language } = useLanguage();
  return source.settings.map(({ name, title, choices }) => {
    const chosen = choices.find(({ value }) => value === settings[name]) ?? choices[0];
    return (
      <div key={name}>
        <NativeSelect
          label={title[language]}
          error={problem}
          value={chosen?.value}
          onChange={(event) => onChoose(name, event.currentTarget.value)}
          data={choices.map((choice) => ({ value: choice.value, label: choice.title[language] }))}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {chosen?.hint[language]}
        </Text>
      </div>
    );
  });
}
