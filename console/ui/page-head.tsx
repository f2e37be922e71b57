import { Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

type PageHeadProps = {
  title: string;
  lead?: string;
  /** The way back, above the title. */
  back?: ReactNode;
  /** What can be done here. */
  children?: ReactNode;
};

/** The top of every page; its title is the browser tab's too. */
export function PageHead({ title, lead, back, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-end" mb="lg">
      <div>
        {back}
        <Title order={1}>{title}</Title>
        {lead && <Text c="dimmed">{lead}</Text>}
      </div>
      {children}
    </Group>
  );
}
