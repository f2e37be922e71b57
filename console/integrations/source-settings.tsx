import { NativeSelect, PasswordInput, Text, TextInput } from "@mantine/core";
import { useLanguage } from "../locales/language.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import type { Integration } from "./integration-queries.ts";

type SourceSettingsProps = {
  source: SourceItem;
  settings: Integration["settings"];
  problem: string | null;
  onChoose: (name: string, value: string) => void;
};

/** The settings that a source declares, each in a field of its kind; a new source's need nothing here. */
export function SourceSettings({ source, settings, problem, onChoose }: SourceSettingsProps) {
  return source.settings.map((setting) => {
    const { name } = setting;
    const value = settings[name];
    const field = { setting, value, problem, onChange: (value: string) => onChoose(name, value) };
    return setting.kind === "choice" ? <ChosenSetting key={name} {...field} /> : <TypedSetting key={name} {...field} />;
  });
}

type SettingProps = {
  setting: SourceItem["settings"][number];
  value: unknown;
  problem: string | null;
  onChange: (value: string) => void;
};

function ChosenSetting({ setting: { title, choices }, value, problem, onChange }: SettingProps) {
  const { language } = useLanguage();
  const chosen = choices.find((choice) => choice.value === value) ?? choices[0];
  return (
    <div>
      <NativeSelect
        label={title[language]}
        error={problem}
        value={chosen?.value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={choices.map((choice) => ({ value: choice.value, label: choice.title[language] }))}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {chosen?.hint[language]}
      </Text>
    </div>
  );
}

function TypedSetting({ setting, value, problem, onChange }: SettingProps) {
  const { language } = useLanguage();
  const Input = setting.kind === "secret" ? PasswordInput : TextInput;
  return (
    <Input
      label={setting.title[language]}
      description={setting.hint[language]}
      error={problem}
      value={typeof value === "string" ? value : ""}
      maxLength={setting.length_max}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
