import { z } from "zod";

/** What the address of a list holds: its page, from 2 on, and what was searched for. What cannot be read counts as left out. */
export const listSearch = {
  p: z.int().min(1).optional().catch(undefined),
  q: z.coerce.string().max(500).optional().catch(undefined),
};
