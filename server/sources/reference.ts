import { SOURCES } from "./registry.ts";
import type { KeyPlace, Source } from "./source.ts";

/** Where the reference page of sources stands, from the root of the package. */
export const REFERENCE_FILE = "docs/reference/sources.md";

/** What writes the page anew, from the root of the package. */
export const REFERENCE_COMMAND = "npm run sources-reference";

/** The reference page of all alert sources, made from their facts. */
export function renderReference(sources: readonly Source[] = SOURCES): string {
  return `<!-- Written by \`${REFERENCE_COMMAND}\`. Change server/sources/<id>/ instead. -->

# Alert sources

A name leads to the specification that its source was built by. How to connect a source stands in its guide, on the page of an integration in the
console. Every source takes pushes at \`/event/push/alert/<id>\`; some senders cannot be given an address, and have paths of their own.

| source | id | paths | methods | key in | recoveries | own times | proves itself by |
|---|---|---|---|---|---|---|---|
${sources.map(rowOf).join("\n")}

## Severities

What the sender's own words are read as. A word that is not known, or missing, is read as the last column says.

| source | words | otherwise |
|---|---|---|
${sources.map(severitiesOf).join("\n")}
`;
}

function rowOf(source: Source): string {
  const { id, title, aliases, paths, methods, keyIn, sendsRecoveries, givesTimes, signature } = source;
  const places = [...aliases.map((alias) => `/event/push/alert/${alias}`), ...paths];
  const name = `[${title.en}](${source.vendorDocs})`;
  const cells = [name, code(id), list(places.map(code)), methods.join(", "), keyIn.map(placeOf).join(", ")];
  return row([...cells, yesNo(sendsRecoveries), yesNo(givesTimes), list((signature?.headers ?? []).map(code))]);
}

function severitiesOf({ title, severityTable, defaultSeverity }: Source): string {
  const words = severityTable.map(({ word, severity }) => `${code(word)} → ${severity}`);
  return row([title.en, words.join(", "), defaultSeverity ?? "refused"]);
}

function placeOf(place: KeyPlace): string {
  if (typeof place === "string") return place;
  return code(place.scheme ? `${place.header}: ${place.scheme}` : place.header);
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const code = (text: string) => `\`${text}\``;
const list = (texts: readonly string[]) => texts.join(", ") || "–";
const yesNo = (is: boolean) => (is ? "yes" : "no");
