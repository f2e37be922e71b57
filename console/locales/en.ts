import { alerts } from "./en/alerts.ts";
import { channels } from "./en/channels.ts";
import { deliveries } from "./en/deliveries.ts";
import { frame } from "./en/frame.ts";
import { incidents } from "./en/incidents.ts";
import { integrations } from "./en/integrations.ts";
import { people } from "./en/people.ts";
import { routing } from "./en/routing.ts";

/** Every text of the console in English; other languages have the same keys. */
export const en = {
  ...frame,
  ...people,
  ...channels,
  ...integrations,
  ...incidents,
  ...alerts,
  ...routing,
  ...deliveries,
} as const;
