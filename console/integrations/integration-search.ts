import { z } from "zod";

/** What the address of the list of integrations says; what it says wrongly counts as not said. */
export const integrationSearch = z.object({
  /** The source of the integration that is being made. */
  source: z.string().optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  scope: z.enum(["private", "shared"]).optional().catch(undefined),
  status: z.enum(["enabled", "disabled"]).optional().catch(undefined),
  sort: z.enum(["name", "created_at"]).optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
});

/** The same, read. */
export type IntegrationSearch = z.output<typeof integrationSearch>;
