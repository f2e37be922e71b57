import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";

type RecordTabsProps<Tab extends string> = {
  /** What the tabs tell apart. */
  label: string;
  /** The usual one first. */
  tabs: readonly [Tab, ...Tab[]];
  nameOf: (tab: Tab) => string;
  /** Undefined for the usual one. */
  current: Tab | undefined;
  onTurn: (tab: Tab | undefined) => void;
  /** The list as the current tab narrows it. */
  children: ReactNode;
};

/** A long list cut by the state of its records. */
export function RecordTabs<Tab extends string>(props: RecordTabsProps<Tab>) {
  const { label, tabs, nameOf, current = tabs[0], onTurn, children } = props;
  const turn = (wanted: string | null) => onTurn(tabs.find((one) => one === wanted && one !== tabs[0]));
  return (
    <Tabs variant="pills" value={current} onChange={turn}>
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {nameOf(tab)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab} value={tab} pt="sm">
          {tab === current && children}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
