import { Badge, Code, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import type { deliveryDetail } from "../../contract/operations/delivery.ts";
import { BecauseWords } from "./because-words.tsx";
import { NameValues } from "./name-values.tsx";
import { Outcome } from "./outcome-words.tsx";
import { useSize, useWhen } from "./use-when.ts";

/** One push with everything that is known about it. */
export type DeliveryDetail = z.output<typeof deliveryDetail>;

/** What a push was and what became of it as a whole. */
export function DeliveryFacts({ detail }: { detail: DeliveryDetail }) {
  const t = useTranslations("delivery");
  const words = useTranslations("outcome");
  const say = useWhen();
  const size = useSize();
  const rows: [string, ReactNode][] = [
    [t("id"), <Code key="id">{detail.delivery_id}</Code>],
    [t("received"), say(detail.received_at)],
  ];
  if (detail.processed_at > 0) {
    const after = t("after", { ms: Math.max(0, detail.processed_at - detail.received_at) });
    rows.push([t("processed"), `${say(detail.processed_at)} · ${after}`]);
  }
  rows.push([t("size"), size(detail.length_bytes)]);
  if (detail.request_id) rows.push([t("requestId"), <Code key="request">{detail.request_id}</Code>]);
  if (detail.replay_of) rows.push([t("replayOf"), <OfDelivery key="of" detail={detail} />]);
  return (
    <section>
      <Group gap="xs">
        <Outcome outcome={detail.outcome} />
        {detail.is_test && (
          <Badge variant="default" tt="none">
            {t("test")}
          </Badge>
        )}
      </Group>
      <Text size="sm" my="xs">
        {words(`${detail.outcome}Lead`)}
      </Text>
      <BecauseWords {...detail} />
      <NameValues className="delivery-facts" verticalSpacing={4} rows={rows} />
    </section>
  );
}

function OfDelivery({ detail }: { detail: DeliveryDetail }) {
  return (
    <Link
      className="delivery-link"
      from="/integration/detail/$integrationId"
      to="/integration/detail/$integrationId"
      params={{ integrationId: String(detail.integration_id) }}
      search={(before) => ({ ...before, delivery: detail.replay_of })}
      resetScroll={false}
    >
      {detail.replay_of}
    </Link>
  );
}
