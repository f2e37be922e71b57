import { z } from "zod";
import { SAYINGS, type Word } from "./sayings.ts";

/** What fills a hole of a sentence: text and numbers as they are, phrases in the reader's language, lists joined. */
export type SayingValue = string | number | Saying | SayingValue[];

/**
 * What the hub says, as data: a word of a closed list, which may grow, and the values of its sentence. `field` is what it is about,
 * such as `cases[1].if[0].vals[2]`.
 */
export type Saying = {
  word: string;
  field?: string | undefined;
  values?: Record<string, SayingValue> | undefined;
};

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type ValuesOf<One extends Word> = [Holes<(typeof SAYINGS)[One]>] extends [never]
  ? []
  : [values: Record<Holes<(typeof SAYINGS)[One]>, SayingValue>];

/** A saying of the hub. A word without its sentence, and a sentence without its values, do not compile. */
export function say<One extends Word>(word: One, ...[values]: ValuesOf<One>): Saying {
  return values ? { word, values } : { word };
}

/** The same, about a field. */
export function sayOf<One extends Word>(field: string, word: One, ...values: ValuesOf<One>): Saying {
  return { ...say(word, ...values), field };
}

/** Sentences by word, in one language, and how that language joins. */
export type Sentences = Readonly<Record<Word, string>>;

/** Whether there is a sentence for this word; one of a newer hub may be unknown. */
export function isWord(word: string): word is Word {
  return Object.hasOwn(SAYINGS, word);
}

/** A saying as the sentence of a language, without its field. A word that is not known stands for itself. */
export function putIntoWords(value: SayingValue, sentences: Sentences): string {
  if (Array.isArray(value)) return value.map((one) => putIntoWords(one, sentences)).join(sentences.comma);
  if (typeof value !== "object") return String(value);
  const { word, values = {} } = value;
  if (!isWord(word)) return word;
  return sentences[word].replace(/\{(\w+)\}/g, (_, hole: string) => putIntoWords(values[hole] ?? "", sentences));
}

/** Several sayings, each with its field, as the hub's English message. */
export function inEnglish(sayings: readonly Saying[]): string {
  const each = sayings.map((one) => `${one.field ? `${one.field}: ` : ""}${putIntoWords(one, SAYINGS)}`);
  return each.join("; ");
}

const value: z.ZodType<SayingValue, SayingValue> = z.lazy(() =>
  z.union([z.string(), z.number(), saying, z.array(value)]),
);

/** A saying on the wire. */
export const saying: z.ZodType<Saying, Saying> = z
  .object({
    word: z.string().describe("Of a list that may grow; each has a sentence in every language of the console"),
    field: z.string().optional().describe("What it is about, such as `cases[1].if[0].vals[2]`"),
    values: z.record(z.string(), value).optional().describe("What its sentence has to be filled with"),
  })
  .meta({ id: "Saying" });

/** What the hub says, beside its own English words for it. */
export const said = z.array(saying).describe("The same as data, to be said in any language");
