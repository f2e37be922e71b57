import { z } from "zod";

const count = z.int().min(1).optional().catch(undefined);

/** What of the address the Route tab reads. */
export const routeSearch = {
  /** Text that cases are searched for, and the page of those that hold it. */
  case_query: z.string().max(200).optional().catch(undefined),
  case_page: count,
  /** Open is the list of versions, at this version, at this case of it. */
  version: count,
  case: count,
} as const;
