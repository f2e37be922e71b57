import type { MarkedToken, Token } from "marked";

const TYPES: readonly string[] = [
  "blockquote",
  "br",
  "checkbox",
  "code",
  "codespan",
  "def",
  "del",
  "em",
  "escape",
  "heading",
  "hr",
  "html",
  "image",
  "link",
  "list",
  "list_item",
  "paragraph",
  "space",
  "strong",
  "table",
  "text",
] satisfies MarkedToken["type"][];

/** Whether a token is one that Markdown itself has; only extensions make others. */
export function isKnown(token: Token): token is MarkedToken {
  return TYPES.includes(token.type);
}

/** Tokens of one text never change places: their positions tell them apart. */
export function numbered<Item>(items: readonly Item[]): [Item, string][] {
  return items.map((item, position) => [item, String(position)]);
}
