import { z } from "zod";
import type { Word } from "./sayings.ts";

/** An int64 id: account, person, team, channel, integration. About 13 digits, so a JSON number holds it (W3). */
export const entityId = z.int().min(1);

/** An int64 id where 0 means none. */
export const entityIdOrNone = z.int().min(0);

/** A 24-hex id: alert, event, incident, delivery. Its first 8 digits are Unix seconds. Read in any case, kept in lower case. */
export const objectId = z
  .string()
  .regex(/^[0-9a-fA-F]{24}$/, "hex_id" satisfies Word)
  .toLowerCase();

/** A 24-hex id as answers carry it. */
export const storedObjectId = z.string().regex(/^[0-9a-f]{24}$/);

/** The ObjectID that stands for "none", as in `assigned_to.escalate_rule_id`. */
export const NO_OBJECT_ID = "000000000000000000000000";
