import { VisuallyHidden } from "@mantine/core";
import { Spotlight, type SpotlightActionData, useSpotlight } from "@mantine/spotlight";
import { IconLayoutGrid, IconPlug } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { palette, paletteStore } from "./palette-state.ts";
import type { Place } from "./recent-places.ts";
import { useDestinations } from "./use-destinations.ts";
import { useEarlyKeys } from "./use-early-keys.ts";
import { usePlaces } from "./use-places.ts";

/** Goes to any page, channel or integration by name, wherever somebody was lately first: Ctrl K, or Cmd K. */
export function Palette() {
  const t = useTranslations("palette");
  const problem = useTranslations("problem");
  const [query, setQuery] = useState("");
  const { opened, selected } = useSpotlight(paletteStore);
  useEarlyKeys(opened, (key) => setQuery((typed) => typed + key));
  const places = usePlaces(query, opened);
  const pages = usePages(query);
  const toAction = usePlaceAction();
  const groups = [
    { group: t("recent"), actions: places.recent.map(toAction) },
    { group: t("pages"), actions: pages },
    { group: t("channels"), actions: places.channels.map(toAction) },
    { group: t("integrations"), actions: places.integrations.map(toAction) },
  ].filter(({ actions }) => actions.length > 0);
  const first = groups[0]?.actions[0];
  // The arrow keys choose; without them Enter goes to what stands first.
  const goFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || selected !== -1 || !first) return;
    palette.close();
    first.run();
  };
  return (
    <Spotlight
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      filter={(_query, actions) => actions}
      actions={groups.map(({ group, actions }) => ({
        group,
        actions: actions.map(({ run, ...action }) => ({ ...action, onClick: run })),
      }))}
      title={<VisuallyHidden>{t("title")}</VisuallyHidden>}
      shortcut="mod + K"
      // In a field too, where the browser would take the keys for itself.
      tagsToIgnore={[]}
      highlightQuery
      scrollable
      nothingFound={places.isWhole ? t("nothing") : problem("unreachable")}
      searchProps={{ placeholder: t("hint"), "aria-label": t("hint"), onKeyDown: goFirst }}
      transitionProps={{ duration: 0 }}
    />
  );
}

type Action = Omit<SpotlightActionData, "onClick"> & { run: () => void };

function usePages(query: string): Action[] {
  const navigation = useTranslations("navigation");
  const navigate = useNavigate();
  const words = query.trim().toLowerCase();
  return useDestinations()
    .flatMap((group) => group.pages)
    .map(({ to, name, icon: Icon }) => ({
      id: to,
      label: navigation(name),
      leftSection: <Icon size={18} aria-hidden />,
      run: () => navigate({ to }),
    }))
    .filter(({ label }) => label.toLowerCase().includes(words));
}

function usePlaceAction(): (place: Place) => Action {
  const navigate = useNavigate();
  return ({ kind, id, name }) => {
    const address = String(id);
    if (kind === "channel") {
      return {
        id: `channel-${id}`,
        label: name,
        leftSection: <IconLayoutGrid size={18} aria-hidden />,
        run: () => navigate({ to: "/channel/detail/$channelId", params: { channelId: address } }),
      };
    }
    return {
      id: `integration-${id}`,
      label: name,
      leftSection: <IconPlug size={18} aria-hidden />,
      run: () => navigate({ to: "/integration/detail/$integrationId", params: { integrationId: address } }),
    };
  };
}
