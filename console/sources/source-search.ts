import type { SourceItem } from "./source-queries.ts";

/** The sources whose name or kind holds every word somebody typed, in either language. */
export function findSources(
  sources: readonly SourceItem[],
  typed: string,
  kindOf: (category: SourceItem["category"]) => string,
): SourceItem[] {
  const words = typed.toLowerCase().split(/\s+/);
  return sources.filter(({ title, plugin_type, category }) => {
    const text = `${title.en} ${title.zh} ${plugin_type} ${kindOf(category)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
