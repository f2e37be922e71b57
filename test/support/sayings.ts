import { isWord, putIntoWords, type Saying } from "../../contract/saying.ts";
import { SAYINGS } from "../../contract/sayings.ts";

function isSaying(value: unknown): value is Saying {
  return typeof value === "object" && value !== null && "word" in value && isWord(String(value.word));
}

/** Lets a test write a saying as its English sentence; undefined where the two are not a saying and a text. */
export function equalsInEnglish(a: unknown, b: unknown): boolean | undefined {
  if (isSaying(a) && typeof b === "string") return putIntoWords(a, SAYINGS) === b;
  if (isSaying(b) && typeof a === "string") return putIntoWords(b, SAYINGS) === a;
  return undefined;
}

/** Whether a saying has words in every language: its word is on the list, and so is what it expected, unless that is a value. */
export function isSayable({ word, values }: Saying): boolean {
  const expected = values?.expected;
  const isProse = typeof expected === "string" && /^[a-z]+ [a-z]/.test(expected);
  return isWord(word) && !isProse && (!isSaying(expected) || isSayable(expected));
}
