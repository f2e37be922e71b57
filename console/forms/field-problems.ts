import { useTranslations } from "use-intl";
import type { Saying } from "../../contract/saying.ts";
import { ApiError } from "../api/api-error.ts";
import { capital, useSaying } from "../ui/use-saying.ts";

/** What a form shows of a failure: beside its fields what is wrong with them, and the rest at its foot. */
export type FieldProblems = {
  /** What is wrong with a field, by the name it has in the API; null when nothing is. */
  at(field: string): string | null;
  /** What belongs to no field of the form; null when all of it does. */
  rest: ApiError | Error | null;
  requestId: string;
};

const TAKEN = ["already_taken", "address_taken"];

/** Divides sayings among the fields they are about; a field of a list element is its own name, and its element's too. */
export function divideAmongFields(
  said: readonly Saying[],
  fields: readonly string[],
): { at: Map<string, Saying>; rest: Saying[] } {
  const at = new Map<string, Saying>();
  const rest: Saying[] = [];
  for (const saying of said) {
    const path = saying.field ?? "";
    const field = fields.find((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
    if (field === undefined) rest.push(saying);
    else if (!at.has(field)) at.set(field, saying);
  }
  return { at, rest };
}

/** Divides what went wrong among the fields of a form. */
export function useFieldProblems(error: Error | null, fields: readonly string[]): FieldProblems {
  const t = useTranslations("form");
  const say = useSaying();
  if (!(error instanceof ApiError)) return { at: () => null, rest: error, requestId: "" };
  const { code, message, requestId, retryAfterSeconds, refs } = error;
  const { at, rest } = divideAmongFields(error.said, fields);
  return {
    at: (field) => {
      const saying = at.get(field);
      if (saying === undefined) return null;
      return TAKEN.includes(saying.word) ? t("taken") : capital(say(saying));
    },
    rest:
      at.size === 0
        ? error
        : rest.length === 0
          ? null
          : new ApiError(code, message, requestId, { retryAfterSeconds, said: rest, refs }),
    requestId,
  };
}
