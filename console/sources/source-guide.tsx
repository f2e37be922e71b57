import { useTranslations } from "use-intl";
import { useLanguage } from "../locales/language.tsx";
import { Markdown } from "../ui/markdown.tsx";
import type { SourceItem } from "./source-queries.ts";

const PUSH_URL = "{{push_url}}";

/** How to connect the sender of an integration, with its own push URL in the text. */
export function SourceGuide({ source, pushUrl }: { source: SourceItem; pushUrl: string }) {
  const t = useTranslations("integrations");
  const { language } = useLanguage();
  return (
    <section className="card" aria-label={t("guide")}>
      <Markdown text={source.guide[language].replaceAll(PUSH_URL, pushUrl)} />
    </section>
  );
}
