import { useTranslations } from "use-intl";
import { useLanguage } from "../locales/language.tsx";
import { firstSentence } from "./first-sentence.ts";
import { SourceIcon } from "./source-icon.tsx";
import type { SourceItem } from "./source-queries.ts";

/** A source at a glance: its mark, name and kind, and what it sends. */
export function SourceFace({ source }: { source: SourceItem }) {
  const categories = useTranslations("category");
  const { language } = useLanguage();
  return (
    <>
      <SourceIcon source={source} />
      <span className="source-words">
        <span className="card-name">{source.title[language]}</span>
        <span className="source-kind">{categories(source.category)}</span>
        <span className="source-line">{firstSentence(source.guide[language])}</span>
      </span>
    </>
  );
}
