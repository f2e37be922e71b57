import { z } from "zod";

/** A condition of a rule (`wire.md` §6.4), echoed as sent. `vals` holds exact text, wildcards, `/re2/`, `cidr:` and `num:` forms. */
export const filterCondition = z
  .looseObject({
    key: z.string().min(1).max(200).describe("`title`, `severity`, `labels.<name>` …"),
    oper: z.enum(["IN", "NOTIN"]),
    vals: z.array(z.string().max(2048)).max(1000),
  })
  .meta({ id: "FilterCondition" });
