import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type EmptyStateProps = { title: string; lead: string; level?: 1 | 2; children?: ReactNode };

/** Says why there is nothing, and gives the next step. */
export function EmptyState({ title, lead, level = 2, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <Title order={level} size="h1">
        {title}
      </Title>
      <Text c="dimmed" mt="xs" mb="lg">
        {lead}
      </Text>
      {children && <Group justify="center">{children}</Group>}
    </div>
  );
}
