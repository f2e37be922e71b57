import "./source-icon.css";
import type { SourceItem } from "./source-queries.ts";

/** The initials of a source's name on a ground of their own: vendors' marks are not ours to ship. */
export function SourceIcon({ source }: { source: Pick<SourceItem, "plugin_type" | "title"> }) {
  const words = source.title.en.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const initials = words.length > 1 ? `${words[0]?.[0] ?? ""}${words[1]?.[0] ?? ""}` : (words[0] ?? "").slice(0, 2);
  return (
    <span className="source-icon" data-hue={hueOf(source.plugin_type)} aria-hidden>
      {initials.toUpperCase()}
    </span>
  );
}

const HUES = 6;

/** The same ground for a source wherever it stands. */
function hueOf(pluginType: string): number {
  return [...pluginType].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES;
}
