import { z } from "zod";
import { INPUT_LIMITS } from "./limits.ts";

/** A condition of a rule (R1), echoed as sent. `vals` holds exact text, wildcards, `/re2/`, `cidr:` and `num:` forms. */
export const filterCondition = z
  .looseObject({
    key: z.string().min(1).max(INPUT_LIMITS.ruleWordLengthMax).describe("`title`, `severity`, `labels.<name>` …"),
    oper: z.enum(["IN", "NOTIN"]),
    vals: z.array(z.string().max(2048)).max(1000),
  })
  .meta({ id: "FilterCondition" });

/** What an entry of `vals` asks for. */
export type ValueFormName = "pattern" | "range" | "comparison" | "wildcard" | "exact";

/** The form of an entry of `vals`. The order in which forms are tried is fixed (R2). */
export function valueFormOf(text: string): ValueFormName {
  if (text.length > 1 && text.startsWith("/") && text.endsWith("/")) return "pattern";
  if (text.startsWith("cidr:")) return "range";
  if (/^num:(gt|ge|lt|le):/.test(text)) return "comparison";
  return text.includes("*") || text.includes("?") ? "wildcard" : "exact";
}
