import { Button, Group, Switch, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { CopyButton } from "../ui/copy-button.tsx";
import { bytesOf, fileName, viewBody } from "./body-view.ts";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { useSize } from "./use-when.ts";

type DeliveryBodyProps = { deliveryId: string; request: NonNullable<DeliveryDetail["request"]> };

/** The raw body: as much as a page holds, the whole of it to copy and to save. */
export function DeliveryBody({ deliveryId, request }: DeliveryBodyProps) {
  const t = useTranslations("delivery");
  const size = useSize();
  const [isWrapped, setWrapped] = useState(true);
  const view = useMemo(() => viewBody(request), [request]);
  if (view.form === "empty") return <Text size="sm">{t(request.is_unread ? "bodyUnread" : "bodyEmpty")}</Text>;
  const isBroken = view.form === "plain" && /^\s*[[{]/.test(request.body);
  const total = size(request.body_bytes);
  const kept = request.is_truncated ? bytesOf(request).length : request.body_bytes;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {t("body")} · {total} · {t(isBroken ? "notJson" : view.form)}
        </Text>
        <Group gap="xs">
          <Switch
            size="xs"
            label={t("wrap")}
            checked={isWrapped}
            onChange={(event) => setWrapped(event.currentTarget.checked)}
          />
          {request.encoding === "utf-8" && (
            <CopyButton size="compact-sm" variant="default" text={request.body} label={t("copyBody")} />
          )}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => download(fileName(deliveryId, view.form), bytesOf(request))}
          >
            {t("download")}
          </Button>
        </Group>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="delivery-body" tabIndex={0} aria-label={t("body")}>
        <pre data-wrapped={isWrapped || undefined}>{view.text}</pre>
      </section>
      {view.cutAtBytes !== null && <Text size="sm">{t("cutHere", { shown: size(view.cutAtBytes), total })}</Text>}
      {request.is_truncated && <Text size="sm">{t("cutThere", { shown: size(kept), total })}</Text>}
    </>
  );
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
