import { z } from "zod";
import { INPUT_LIMITS } from "./limits.ts";
import { ROLES } from "./role.ts";
import type { Word } from "./sayings.ts";

/** A name people give: not only blanks, at most `max` characters. */
export function name(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/\S/, "name_not_blank" satisfies Word);
}

/** A description people give. */
export const description = z.string().max(INPUT_LIMITS.descriptionLengthMax);

/** Ids to filter by; an empty list filters nothing. */
export function filterList<Item extends z.ZodType>(item: Item) {
  return z.array(item).max(1000).optional();
}

/** Text to search for. */
export const query = z.string().max(INPUT_LIMITS.queryLengthMax).optional();

/** Several words in one string, joined by commas, as the searches of the wire take them; empty filters nothing. */
export function commaJoined<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z
    .string()
    .max(200)
    .transform((joined) =>
      joined
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    )
    .pipe(z.array(z.enum(words)))
    .optional()
    .describe(`Comma-joined: ${words.join(", ")}`);
}

/** What a void operation answers. */
export const nothing = z.strictObject({});

/** An e-mail address people sign in with. */
export const email = z
  .string()
  .max(INPUT_LIMITS.emailLengthMax)
  .regex(/^[^\s@]+@[^\s@]+$/, "email_address" satisfies Word);

/** The name of a person. */
export const personName = z
  .string()
  .min(INPUT_LIMITS.personNameLengthMin)
  .max(INPUT_LIMITS.nameLengthMax)
  .regex(/\S/, "name_not_blank" satisfies Word);

/** A password that somebody chooses. */
export const newPassword = z.string().min(INPUT_LIMITS.passwordLengthMin).max(INPUT_LIMITS.passwordLengthMax);

/** The secret of a link that lets in once. */
export const linkToken = z.string().max(200);

/** A time zone, or empty for the account's. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "time_zone" satisfies Word);

/** A language of the console and of messages, or empty for the account's. */
export const locale = z.enum(["zh-CN", "en-US", ""]);

function isTimeZone(name: string): boolean {
  if (name === "") return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Roles of a person. */
export const roleIds = z
  .array(z.int().refine((id) => ROLES.some((role) => role.id === id), "role_id" satisfies Word))
  .max(100);

/** Whether something is the caller's to change. */
export const mayEdit = z
  .boolean()
  .describe(
    "Whether it is yours to change: as its creator, a member of its teams or an Admin; your roles must permit it too",
  );
