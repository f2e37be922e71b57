import { Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import { CopyButton } from "./copy-button.tsx";

type CopyFieldProps = { label: string; copyLabel: string; value: string };

/** Something to take elsewhere, whole and with a button that copies it. */
export function CopyField({ label, copyLabel, value }: CopyFieldProps) {
  const t = useTranslations("copy");
  return (
    <Group gap="xs" align="stretch">
      <output className="push-url" aria-label={label}>
        {value}
      </output>
      <CopyButton variant="default" h="auto" mih={36} text={value} label={t("copy")} name={copyLabel} />
    </Group>
  );
}
