import { useFormatter, useMessages } from "use-intl";
import { isWord, putIntoWords, type Saying } from "../../contract/saying.ts";
import { ApiError } from "../api/api-error.ts";
import { TO_THE_SECOND } from "./time-formats.ts";

/** Puts what the hub says into the reader's language, as a sentence without its capital and its full stop. */
export function useSaying(): (saying: Saying) => string {
  const { sayings } = useMessages();
  const format = useFormatter();
  return (saying) => {
    const { at } = saying.values ?? {};
    if (typeof at !== "string") return putIntoWords(saying, sayings);
    const time = format.dateTime(new Date(at), TO_THE_SECOND);
    return putIntoWords({ ...saying, values: { ...saying.values, at: time } }, sayings);
  };
}

/** Several sayings, each with the field it is about; the hub's English where this console has no words for one of them. */
export function useSayings(): (said: readonly Saying[], english: string) => string {
  const { sayings } = useMessages();
  const say = useSaying();
  const name = (field: string) => (field === "body" || field === "the body" ? sayings.the_body : field);
  return (said, english) => {
    if (said.length === 0 || said.some(({ word }) => !isWord(word))) return english;
    return said.map((one) => (one.field ? `${name(one.field)}: ${say(one)}` : capital(say(one)))).join("; ");
  };
}

/** What went wrong, in the reader's language. */
export function useErrorWords(): (error: Error) => string {
  const { problem } = useMessages();
  const sayAll = useSayings();
  return (error) => {
    if (!(error instanceof ApiError)) return error.message;
    return error.code === "Unreachable" ? problem.unreachable : sayAll(error.said, error.message);
  };
}

/** A sentence that stands alone. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
