import "./entrance.css";
import { Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Brand } from "../ui/brand.tsx";
import { Preferences } from "../ui/preferences.tsx";

type EntranceProps = { title: string; lead: string; children: ReactNode };

/** A page for who is not signed in yet. */
export function Entrance({ title, lead, children }: EntranceProps) {
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return (
    <main className="sign-in">
      <Stack w="100%" maw={400} gap="lg">
        <Brand />
        <section className="card">
          <Stack gap="sm" p="xs">
            <Title order={1}>{title}</Title>
            <Text c="dimmed">{lead}</Text>
            {children}
          </Stack>
        </section>
        <Preferences />
      </Stack>
    </main>
  );
}
