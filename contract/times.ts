import { z } from "zod";

/** Unix seconds; 0 is "not set" (W4). The bound is the year 9999. */
export const seconds = z.int().min(0).max(253_402_300_799);

/** Unix milliseconds, in timelines and in the ledger. */
export const milliseconds = z.int().min(0).max(253_402_300_799_000);
