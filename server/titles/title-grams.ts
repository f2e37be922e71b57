/** Enough of a long text to single out the titles that may hold it. */
const ASKED_MAX = 16;
const LONGEST = 3;

/**
 * Text without regard to case, letter by letter: what is part of a text stays part of it. That is why a sigma at the end of a word,
 * which `toLowerCase` writes another way, is one like any other here.
 */
export function foldCase(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = "";
  for (const letter of text) folded += letter === "ς" ? "σ" : letter.toLowerCase();
  return folded;
}

/**
 * What the index knows of a folded title: a number of 16 bits for every one, two and three letters that stand side by side in it.
 * Others may share a number, so the title itself decides in the end.
 */
export function gramsOf(folded: string): number[] {
  const grams = new Set<number>();
  for (let length = 1; length <= LONGEST; length += 1) {
    for (let start = 0; start + length <= folded.length; start += 1) grams.add(gramAt(folded, start, length));
  }
  return [...grams];
}

/** Grams that every title has in which this folded text stands: the longest there are, evenly chosen when it is long. */
export function gramsToAskFor(folded: string): number[] {
  const length = Math.min(LONGEST, folded.length);
  const places = folded.length - length + 1;
  const step = Math.max(1, places / ASKED_MAX);
  const grams = new Set<number>();
  for (let place = 0; place < places; place += step) grams.add(gramAt(folded, Math.floor(place), length));
  return [...grams];
}

/** FNV-1a over UTF-16 units, of which the upper half is mixed best. */
function gramAt(text: string, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < start + length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ length, 0x9e3779b1);
  return (hash >>> 16) - 0x8000;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) return false;
  }
  return true;
}
