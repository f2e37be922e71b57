import { z } from "zod";

/** What the address of the list of channels says; what it says wrongly counts as not said. */
export const channelSearch = z.object({
  show: z.enum(["starred", "mine"]).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  sort: z.enum(["created_at", "channel_name", "updated_at"]).optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
  /** Whether a channel is being made. */
  create: z.literal(true).optional().catch(undefined),
});

/** The same, read. */
export type ChannelSearch = z.output<typeof channelSearch>;
