import { useFormatter, useMessages } from "use-intl";
import { isWord, putIntoWords, type Saying } from "../../contract/saying.ts";
import { ApiError } from "../api/api-error.ts";

/** Puts what the hub says into the reader's language, as a sentence without its capital and its full stop. */
export function useSaying(): (saying: Saying) => string {
  const { sayings } = useMessages();
  const format = useFormatter();
  return (saying) => {
    const { at } = saying.values ?? {};
    if (typeof at !== "string") return putIntoWords(saying, sayings);
    const time = format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
    return putIntoWords({ ...saying, values: { ...saying.values, at: time } }, sayings);
  };
}

/** What went wrong, in the reader's language: the hub's English where it says something that this console has no words for. */
export function useErrorWords(): (error: Error) => string {
  const { sayings, problem } = useMessages();
  const say = useSaying();
  const name = (field: string) => (field === "body" || field === "the body" ? sayings.the_body : field);
  return (error) => {
    if (!(error instanceof ApiError)) return error.message;
    if (error.code === "Unreachable") return problem.unreachable;
    const { said } = error;
    if (said.length === 0 || said.some(({ word }) => !isWord(word))) return error.message;
    return said.map((one) => (one.field ? `${name(one.field)}: ${say(one)}` : capital(say(one)))).join("; ");
  };
}

/** A sentence that stands alone. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
