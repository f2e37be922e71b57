import { SAYINGS } from "../../contract/sayings.ts";
import { alerts } from "./en/alerts.ts";
import { channels } from "./en/channels.ts";
import { deliveries } from "./en/deliveries.ts";
import { frame } from "./en/frame.ts";
import { incidents } from "./en/incidents.ts";
import { integrations } from "./en/integrations.ts";
import { mapping } from "./en/mapping.ts";
import { onboarding } from "./en/onboarding.ts";
import { people } from "./en/people.ts";
import { profile } from "./en/profile.ts";
import { routing } from "./en/routing.ts";

/** Every text of the console in English; other languages have the same keys. */
export const en = {
  ...alerts,
  ...channels,
  ...deliveries,
  ...frame,
  ...incidents,
  ...integrations,
  ...mapping,
  ...onboarding,
  ...people,
  ...profile,
  ...routing,
  sayings: SAYINGS,
} as const;
