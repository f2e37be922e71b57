import { Anchor } from "@mantine/core";

type PushLinkProps = { integrationId: number; deliveryId: string; label: string; describedAs?: string };

/** Leads to a push in the ledger: its body, and what became of each of its events. */
export function PushLink({ integrationId, deliveryId, label, describedAs }: PushLinkProps) {
  const href = `/integration/detail/${integrationId}?tab=deliveries&delivery=${deliveryId}`;
  return (
    <Anchor href={href} size="sm" {...(describedAs && { "aria-label": describedAs })}>
      {label}
    </Anchor>
  );
}
