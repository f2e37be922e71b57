import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type SectionProps = { title: string; lead?: string; children: ReactNode };

/** A part of a page that is about one thing. */
export function Section({ title, lead, children }: SectionProps) {
  return (
    <section className="card section">
      <Stack gap={2}>
        <Title order={2}>{title}</Title>
        {lead && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
      </Stack>
      {children}
    </section>
  );
}
