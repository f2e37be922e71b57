import type { z } from "zod";
import type { memberItem } from "../../contract/operations/member.ts";

/** A member as the list shows them. */
export type Member = z.output<typeof memberItem>;
