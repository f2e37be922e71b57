import { Button, Group, Title } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CopyButton } from "../ui/copy-button.tsx";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { ReplayForm } from "./replay-form.tsx";
import { useReplay } from "./use-replay.ts";

type PanelActionsProps = { integrationId: number; detail: DeliveryDetail; mayReplay: boolean };

/** What can be done with one delivery. */
export function PanelActions({ integrationId, detail, mayReplay }: PanelActionsProps) {
  const t = useTranslations("delivery");
  const list = useTranslations("deliveries");
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Group gap="xs">
        {mayReplay && detail.outcome !== "pending" && (
          <Button
            size="xs"
            leftSection={<IconRepeat size={15} aria-hidden />}
            aria-expanded={isAsking}
            onClick={() => setAsking(true)}
          >
            {list("replay")}
          </Button>
        )}
        <CopyButton size="xs" variant="default" text={detail.delivery_id} label={t("copyId")} />
      </Group>
      {isAsking && (
        <AskedHere integrationId={integrationId} deliveryId={detail.delivery_id} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

type AskedHereProps = { integrationId: number; deliveryId: string; onClose: () => void };

/** Within the panel, since a dialog upon a dialog is hard to find one's way in. */
function AskedHere({ integrationId, deliveryId, onClose }: AskedHereProps) {
  const { title, ...replay } = useReplay([deliveryId], () => undefined);
  return (
    <section className="card" aria-label={title}>
      <Title order={3} size="h2">
        {title}
      </Title>
      <ReplayForm integrationId={integrationId} replay={replay} onClose={onClose} />
    </section>
  );
}
