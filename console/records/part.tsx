import "./records.css";
import { Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of a page under its own heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part" aria-label={title}>
      <Title order={2} mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}
