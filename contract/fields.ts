import { z } from "zod";

/** A name people give: not only blanks, at most `max` characters. */
export function name(max: number) {
  return z.string().min(1).max(max).regex(/\S/, "a name that is not only blanks");
}

/** A description people give. */
export const description = z.string().max(500);

/** Ids to filter by; an empty list filters nothing. */
export function filterList<Item extends z.ZodType>(item: Item) {
  return z.array(item).max(1000).optional();
}

/** Text to search for. */
export const query = z.string().max(500).optional();

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
  .max(255)
  .regex(/^[^\s@]+@[^\s@]+$/, "an e-mail address");
