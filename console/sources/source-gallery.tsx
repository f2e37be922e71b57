import "./source-gallery.css";
import { Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import { SourceFace } from "./source-face.tsx";
import { sources } from "./source-queries.ts";
import { findSources } from "./source-search.ts";

/** Every source the hub knows, by its own list, with a search; pressing one chooses it. A new source needs nothing here. */
export function SourceGallery({ chosen, onChoose }: { chosen: string; onChoose: (pluginType: string) => void }) {
  const t = useTranslations("integrations");
  const category = useTranslations("category");
  const [typed, setTyped] = useState("");
  const { data, error, refetch } = useQuery(sources);
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  const found = findSources(data?.items ?? [], typed, category);
  return (
    <fieldset className="source-gallery">
      <legend>{t("choose")}</legend>
      <TextInput
        aria-label={t("searchSources")}
        placeholder={t("searchSources")}
        leftSection={<IconSearch size={16} aria-hidden />}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className="sources">
        {found.map((source) => (
          <li key={source.plugin_type}>
            <UnstyledButton
              className="source"
              aria-pressed={source.plugin_type === chosen}
              onClick={() => onChoose(source.plugin_type)}
            >
              <SourceFace source={source} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {data && found.length === 0 && (
        <Text c="dimmed" role="status">
          {t("noSource", { typed })}
        </Text>
      )}
    </fieldset>
  );
}
