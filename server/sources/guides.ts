import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../base/package-root.ts";

/** How to connect a source, as Markdown. `{{push_url}}` stands where the integration's own URL goes. */
export type Guide = { en: string; zh: string };

/** The guide of a source, from its folder. */
export function readGuide(sourceId: string): Guide {
  const read = (language: keyof Guide) =>
    readFileSync(join(packageRoot, "server", "sources", sourceId, `guide.${language}.md`), "utf8");
  return { en: read("en"), zh: read("zh") };
}
