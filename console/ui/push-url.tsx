import { Button, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { IconCheck, IconCircleCheck, IconClockHour4, IconCopy } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { Moment } from "./moment.tsx";

/** The push URL with a button that copies it, and below it whether anything has come. */
export function PushUrl({ url, lastTime }: { url: string; lastTime: number }) {
  const t = useTranslations("integrations");
  return (
    <Stack component="section" className="card" gap="sm" mb="lg">
      <Title order={2}>{t("pushUrl")}</Title>
      <Text c="dimmed">{t("pushUrlLead")}</Text>
      <Group gap="xs" align="stretch">
        <output className="push-url" aria-label={t("pushUrl")}>
          {url}
        </output>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button
              h="auto"
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t("copied") : t("copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Arrival lastTime={lastTime} />
    </Stack>
  );
}

function Arrival({ lastTime }: { lastTime: number }) {
  const t = useTranslations("integrations");
  const hasCome = lastTime > 0;
  const Icon = hasCome ? IconCircleCheck : IconClockHour4;
  return (
    <Group role="status" gap="xs" wrap="nowrap" align="flex-start">
      <Icon size={20} aria-hidden />
      <div>
        <Text fw={600}>{hasCome ? t("received") : t("waiting")}</Text>
        <Text size="sm" c="dimmed">
          {hasCome ? t.rich("latest", { when: () => <Moment seconds={lastTime} /> }) : t("waitingLead")}
        </Text>
      </div>
    </Group>
  );
}
