/** Reasons that are always the same words. */
const KNOWN = {
  "a test: the body is empty": "bodyEmpty",
  "a test: the sender says so": "markedTest",
  "an empty list": "emptyList",
  "the integration does not exist any more": "integrationGone",
  "it failed 3 times on its own": "failedAlone",
} as const;

/** Reasons that begin with the same words, and end in an error's own. */
const PREFIXES = [
  ["deciding failed: ", "deciding"],
  ["reading failed: ", "reading"],
  ["its journal entry cannot be read: ", "journal"],
  ["accepted, but not readable with today's settings: ", "settings"],
] as const;

const CODES = [
  "InvalidParameter",
  "BadRequest",
  "InvalidContentType",
  "MethodNotAllowed",
  "EntityTooLarge",
  "RequestTooFrequently",
  "ServiceUnavailable",
] as const;

type Text = (typeof KNOWN)[keyof typeof KNOWN] | (typeof PREFIXES)[number][1] | `code_${(typeof CODES)[number]}`;

/** Why a whole push came to its outcome: a text of ours where there is one, and what is left in the hub's own words. */
export type Because = { text: Text | null; words: string };

/** Pure. Takes the reason of a push apart. */
export function readBecause({ because, code }: { because: string; code: string }): Because {
  const known = Object.entries(KNOWN).find(([words]) => words === because);
  if (known) return { text: known[1], words: "" };
  for (const [prefix, text] of PREFIXES) {
    if (because.startsWith(prefix)) return { text, words: because.slice(prefix.length) };
  }
  const found = CODES.find((one) => one === code);
  return { text: found ? `code_${found}` : null, words: because };
}
