import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";

/** What a form shows of a failure: beside its fields what is wrong with them, and the rest at its foot. */
export type FieldProblems = {
  /** What is wrong with a field, by the name it has in the API; null when nothing is. */
  at(field: string): string | null;
  /** What belongs to no field of the form; null when all of it does. */
  rest: ApiError | Error | null;
  requestId: string;
};

/** `name: what was expected and what came`; a field of a list element is its own name, and its element's too. */
const PART = /^([A-Za-z_][\w.[\]]*): (.+)$/s;
const TAKEN = /is already taken$/;

/** Reads the fields that a refusal names out of its message, which joins several with semicolons. */
export function readFieldProblems(
  message: string,
  fields: readonly string[],
): { at: Map<string, string>; rest: string } {
  const at = new Map<string, string>();
  const rest: string[] = [];
  for (const part of message.split("; ")) {
    const [, path = "", text = ""] = PART.exec(part) ?? [];
    const field = fields.find((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
    if (field === undefined) rest.push(part);
    else if (!at.has(field)) at.set(field, text);
  }
  return { at, rest: rest.join("; ") };
}

/** Divides what went wrong among the fields of a form. */
export function useFieldProblems(error: Error | null, fields: readonly string[]): FieldProblems {
  const t = useTranslations("form");
  if (!(error instanceof ApiError)) return { at: () => null, rest: error, requestId: "" };
  const { at, rest } = readFieldProblems(error.message, fields);
  const { code, requestId, retryAfterSeconds } = error;
  return {
    at: (field) => {
      const text = at.get(field);
      if (text === undefined) return null;
      return TAKEN.test(text) ? t("taken") : text;
    },
    rest: at.size > 0 && rest === "" ? null : new ApiError(code, rest, requestId, retryAfterSeconds),
    requestId,
  };
}
