import { z } from "zod";

/** Something that still uses what was to be deleted. */
export const reference = z
  .object({
    kind: z.enum(["channel", "integration"]),
    href: z.string().describe("Its page in the console"),
    name: z.string(),
  })
  .meta({ id: "Reference" });

/** The same as a type. */
export type Reference = z.output<typeof reference>;

/** So many of them are named; there may be more. */
export const REFERENCES_MAX = 20;
