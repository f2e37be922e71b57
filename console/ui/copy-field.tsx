import { Button, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslations } from "use-intl";

type CopyFieldProps = { label: string; copyLabel: string; value: string };

/** Something to take elsewhere, whole and with a button that copies it. */
export function CopyField({ label, copyLabel, value }: CopyFieldProps) {
  const t = useTranslations("form");
  return (
    <Group gap="xs" align="stretch">
      <output className="push-url" aria-label={label}>
        {value}
      </output>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            h="auto"
            mih={36}
            aria-label={copied ? t("copied") : copyLabel}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {copied ? t("copied") : t("copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
