import { Group, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useTranslations } from "use-intl";
import { LANGUAGES, useLanguage } from "../locales/language.tsx";

/** Language and theme for who is not signed in yet. */
export function Preferences() {
  const t = useTranslations("frame");
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group justify="space-between">
      <SegmentedControl
        size="xs"
        aria-label={t("language")}
        value={language}
        onChange={choose}
        data={[
          { value: "en", label: LANGUAGES.en },
          { value: "zh", label: LANGUAGES.zh },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("theme")}
        value={colorScheme}
        onChange={setColorScheme}
        data={[
          { value: "light", label: t("light") },
          { value: "dark", label: t("dark") },
          { value: "auto", label: t("auto") },
        ]}
      />
    </Group>
  );
}
