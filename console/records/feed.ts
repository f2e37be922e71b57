import type { z } from "zod";
import type { feedItem } from "../../contract/operations/alert.ts";

/** A row of a timeline as the API answers it. */
export type FeedItem = z.output<typeof feedItem>;
