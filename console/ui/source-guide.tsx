import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { sources } from "../api/integration-queries.ts";
import { useLanguage } from "../locales/language.tsx";
import { Markdown } from "./markdown.tsx";
import { Problem } from "./problem.tsx";

const PUSH_URL = "{{push_url}}";

/** How to connect the sender of an integration, with its own push URL in the text. */
export function SourceGuide({ pluginType, pushUrl }: { pluginType: string; pushUrl: string }) {
  const t = useTranslations("integrations");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(sources);
  if (error) return <Problem error={error} onRetry={refetch} />;
  const source = data?.items.find((item) => item.plugin_type === pluginType);
  if (!source) return null;
  return (
    <section className="card" aria-label={t("guide")}>
      <Markdown text={source.guide[language].replaceAll(PUSH_URL, pushUrl)} />
    </section>
  );
}
