/** A closed table of the words a sender uses for one thing, found without regard to case. */
export type Words<T> = ReadonlyMap<string, T>;

/** Longer text is a sentence, not a word; it is not worth lower-casing. */
const WORD_LENGTH_MAX = 32;

/** Builds a table, lower-casing each word once. The same word twice is a defect of the table. */
export function createWords<T>(pairs: readonly (readonly [word: string, meaning: T])[]): Words<T> {
  const words = new Map<string, T>();
  for (const [word, meaning] of pairs) {
    const key = word.toLowerCase();
    if (words.has(key)) throw new Error(`the word ${word} stands twice in one table`);
    words.set(key, meaning);
  }
  return words;
}

/** What a value means, or null when it is no word of the table. A Map, so `constructor` and its like are not words. */
export function findWord<T>(words: Words<T>, value: unknown): T | null {
  if (typeof value === "number") return words.get(String(value)) ?? null;
  if (typeof value !== "string") return null;
  const word = value.trim();
  return word.length > WORD_LENGTH_MAX ? null : (words.get(word.toLowerCase()) ?? null);
}

/** The meaning of the first value that is a word of the table, so that an unknown word does not hide a known one behind it. */
export function firstWord<T>(words: Words<T>, values: readonly unknown[]): T | null {
  for (const value of values) {
    const meaning = findWord(words, value);
    if (meaning !== null) return meaning;
  }
  return null;
}
