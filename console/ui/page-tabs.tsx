import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";

type PageTabsProps<Tab extends string> = {
  /** What the tabs are parts of. */
  label: string;
  tabs: readonly Tab[];
  nameOf: (tab: Tab) => string;
  current: Tab | null;
  onTurn: (tab: Tab | undefined) => void;
  /** A panel for each tab. */
  children: ReactNode;
};

/** The parts of a page under their names; only the current one is there. */
export function PageTabs<Tab extends string>({ label, tabs, nameOf, current, onTurn, children }: PageTabsProps<Tab>) {
  return (
    <Tabs value={current} onChange={(wanted) => onTurn(tabs.find((one) => one === wanted))} keepMounted={false}>
      <Tabs.List aria-label={label} mb="md">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {nameOf(one)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {children}
    </Tabs>
  );
}
