import type { Texts } from "./texts.ts";
import { alerts } from "./zh/alerts.ts";
import { channels } from "./zh/channels.ts";
import { deliveries } from "./zh/deliveries.ts";
import { frame } from "./zh/frame.ts";
import { incidents } from "./zh/incidents.ts";
import { integrations } from "./zh/integrations.ts";
import { mapping } from "./zh/mapping.ts";
import { onboarding } from "./zh/onboarding.ts";
import { people } from "./zh/people.ts";
import { profile } from "./zh/profile.ts";
import { routing } from "./zh/routing.ts";
import { sayings } from "./zh/sayings.ts";

/** Every text of the console in Chinese. */
export const zh: Texts = {
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
  sayings,
};
