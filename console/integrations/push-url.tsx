import { Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { nowSeconds } from "../api/now-seconds.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Moment } from "../ui/moment.tsx";
import type { Integration } from "./integration-queries.ts";
import { isLocalAddress } from "./is-local-address.ts";
import { LatestEvent } from "./latest-event.tsx";

type PushUrlProps = {
  integration: Integration;
  /** Without the permission the key in the URL is masked, and of no use to copy. */
  mayManage: boolean;
};

/** The push URL with a button that copies it, and below it whether anything has come. */
export function PushUrl({ integration, mayManage }: PushUrlProps) {
  const t = useTranslations("integrations");
  const { push_url: url, last_time: lastTime } = integration;
  return (
    <Stack component="section" className="card" gap="sm" aria-label={t("pushUrl")}>
      <Title order={2}>{t("pushUrl")}</Title>
      <Text c="dimmed">{t(mayManage ? "pushUrlLead" : "pushUrlMasked")}</Text>
      <Group gap="xs" align="flex-start">
        <output className="push-url" aria-label={t("pushUrl")}>
          {url}
        </output>
        {mayManage && <CopyButton text={url} label={t("copy")} />}
      </Group>
      {mayManage && <Grace until={integration.previous_key_until} />}
      {isLocalAddress(url) && (
        <Group gap="xs" wrap="nowrap" align="flex-start" className="lost">
          <IconAlertTriangle size={18} aria-hidden />
          <span>{t("localAddress", { host: new URL(url).host })}</span>
        </Group>
      )}
      <Arrival lastTime={lastTime} />
    </Stack>
  );
}

/** How long senders that have the URL before this one still get through. */
function Grace({ until }: { until: number }) {
  const t = useTranslations("integrations");
  if (until <= nowSeconds()) return null;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <IconClockHour4 size={18} aria-hidden />
      <span>{t.rich("oldUrl", { when: () => <Moment seconds={until} /> })}</span>
    </Group>
  );
}

function Arrival({ lastTime }: { lastTime: number }) {
  const t = useTranslations("integrations");
  const hasCome = lastTime > 0;
  const Icon = hasCome ? IconCircleCheck : IconClockHour4;
  return (
    <Group role="status" gap="xs" wrap="nowrap" align="flex-start" className="arrival" data-come={hasCome}>
      <Icon size={20} aria-hidden />
      <div>
        <Text fw={600}>{t(hasCome ? "received" : "waiting")}</Text>
        <Text size="sm" c="dimmed">
          {hasCome ? (
            <>
              {t("latest")} <LatestEvent seconds={lastTime} />
            </>
          ) : (
            t("waitingLead")
          )}
        </Text>
      </div>
    </Group>
  );
}
