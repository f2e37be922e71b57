const BLOCK = /\/\*[\s\S]*?\*\//g;
const LINE = /(?:^|\s)\/\/(?!\/).*$/gm;
const SQL_LINE = /(?:^|\s)--\s.*$/gm;
const HASH_LINE = /(?:^|\s)#(?!!).*$/gm;

/** The comments of a text, by the ending of its file. What looks like a comment within a string counts as one. */
export function readComments(path: string, text: string): string[] {
  if (/\.(tsx?|mjs)$/.test(path)) return matches(text, [BLOCK, LINE]);
  if (path.endsWith(".css")) return matches(text, [BLOCK]);
  if (path.endsWith(".sql")) return matches(text, [BLOCK, SQL_LINE]);
  return matches(text, [HASH_LINE]);
}

function matches(text: string, forms: readonly RegExp[]): string[] {
  return forms.flatMap((form) => text.match(form) ?? []);
}

/** What a comment or the name of a test refers to. */
export type Cited = { pages: string[]; rules: string[]; sections: string[] };

/**
 * Pages by the name of their file; rules by a letter and a number, as in `(A4)`, `(S3, D21)` or a test called `P4: …`; sections, which no
 * page of the repository numbers, by their sign.
 */
export function readCited(text: string): Cited {
  const groups = text.match(/[([][A-Z]\d{1,2}(?:(?:, | and | to )[A-Z]\d{1,2})*[)\]]/g) ?? [];
  const named = text.match(/["'`][A-Z]\d{1,2}: /g) ?? [];
  return {
    pages: text.match(/[\w./-]*\w\.md\b/g) ?? [],
    rules: [...groups, ...named].flatMap((group) => group.match(/[A-Z]\d{1,2}/g) ?? []),
    sections: text.match(/§\s*\d?[\d.]*/g) ?? [],
  };
}
