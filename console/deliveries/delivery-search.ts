import { z } from "zod";
import { DELIVERY_OUTCOMES } from "../../contract/verdicts.ts";

/** The times that the list of deliveries can be narrowed to, in hours. */
export const HOURS = { "1h": 1, "24h": 24, "7d": 168, "30d": 720 } as const;

/** What of the address the Deliveries tab reads. */
export const deliverySearch = {
  outcome: z.enum(DELIVERY_OUTCOMES).optional().catch(undefined),
  since: z.enum(["1h", "24h", "7d", "30d"]).optional().catch(undefined),
  query: z.string().max(500).optional().catch(undefined),
  /** Where the page before ended. */
  after: z.string().max(200).optional().catch(undefined),
  /** The delivery that is open beside the list. */
  delivery: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional()
    .catch(undefined),
} as const;
