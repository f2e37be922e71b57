import { ERROR_CODES, type ErrorCode } from "../../contract/errors.ts";
import { isWord } from "../../contract/saying.ts";
import { SAYINGS } from "../../contract/sayings.ts";

/** Where the page of error codes stands, from the root of the package. */
export const ERRORS_FILE = "docs/reference/errors.md";

/** What writes the page anew, from the root of the package. */
export const ERRORS_COMMAND = "npm run error-reference";

/** When a code is answered, and what whoever called can do about it. */
const ABOUT: Readonly<Record<ErrorCode, { when: string; mend: string }>> = {
  InvalidParameter: {
    when: "A field or a parameter is missing, is of the wrong type or past its limit, or does not fit the others. For a push: its key opens nothing here, or its body has the wrong shape.",
    mend: "The message names each field, what was expected and what came. Change the request; sending it again as it is will fail again.",
  },
  BadRequest: {
    when: "The body or the address cannot be read at all: no JSON, no UTF-8, not inflatable, ended early.",
    mend: "Look at what was really sent. The last refused pushes of an integration, with their bodies, stand on its page.",
  },
  InvalidContentType: {
    when: "The API got something other than JSON, or a body came in an encoding that is not supported. A push is never refused for its `Content-Type`.",
    mend: "Send `Content-Type: application/json` to the API; compress pushes with gzip, deflate or br, or not at all.",
  },
  ResourceNotFound: {
    when: "There is nothing with this id, or it is hidden from the caller: both are answered alike. The status is 400, as clients expect it.",
    mend: "Check the id, and whether the caller's teams may see the channel that it belongs to.",
  },
  ReferenceExist: {
    when: "Something else still uses what should be deleted.",
    mend: "`data.refs` names what stands in the way, with links. Change or delete those first.",
  },
  Unauthorized: {
    when: "There is no app key and no session, or the one that came is unknown, disabled or over. A push never gets this answer.",
    mend: "Make an app key in the console and send it as `Authorization: Bearer …` or as the query parameter `app_key`; in the console, sign in again.",
  },
  AccessDenied: {
    when: "The caller is known and lacks the permission, or is in none of the teams that may change this thing.",
    mend: "The message names the permission or the teams. Ask an Admin for the role, or somebody of those teams.",
  },
  RouteNotFound: {
    when: "No operation has this path, or no source this name.",
    mend: "Compare the address with the API reference, or copy the push URL anew from the integration's page.",
  },
  MethodNotAllowed: {
    when: "The path is right and the method is not.",
    mend: "The message says which method it takes.",
  },
  VersionConflict: {
    when: "Somebody else saved the same thing since the caller read it.",
    mend: "Read it anew, make the change again, and send the new `version`.",
  },
  EntityTooLarge: {
    when: "The body is larger than the hub takes, before or after inflating, or holds more than 10,000 events.",
    mend: "Send less at once. Senders that group have a setting for how many alerts go into one message.",
  },
  RequestLocked: {
    when: "The account is locked after repeated failures. No operation answers this yet.",
    mend: "Wait, or have an Admin reset the password.",
  },
  RequestTooFrequently: {
    when: "An integration, an app key, a person or an address calls more often than its limit allows, or has too many live streams open.",
    mend: "Wait for as long as `Retry-After` says. The limits are [settings](settings.md).",
  },
  InternalError: {
    when: "The hub has a defect.",
    mend: "The log has the error under the request id that the answer carries. Please report it.",
  },
  ServiceUnavailable: {
    when: "The database is away or busy, the disk is nearly full, too much is pending, or the hub is starting or stopping.",
    mend: "Send the same again after `Retry-After` seconds. `/readyz` and the log say what is the matter.",
  },
};

/** The messages that the hub's code gives with each code, read out of its text: a refusal whose words are chosen elsewhere is not among them. */
export function readMessages(texts: readonly string[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const [, code = "", word = ""] of text.matchAll(
      /new Refusal\(\s*"(\w+)",\s*say(?:Of\(\s*(?:"[^"]*"|`[^`]*`|[\w.]+),\s*|\()"(\w+)"/g,
    )) {
      found.set(code, (found.get(code) ?? new Set()).add(word));
    }
  }
  return new Map([...found].map(([code, words]) => [code, [...words].sort()]));
}

/** The page: a section for each code. */
export function renderErrorReference(messages: ReadonlyMap<string, readonly string[]>): string {
  const codes = Object.entries(ERROR_CODES).map(
    ([code, { status }]) => `| [\`${code}\`](#${code.toLowerCase()}) | ${status} |`,
  );
  return `<!-- Written by \`${ERRORS_COMMAND}\`. Change contract/errors.ts and server/http/error-reference.ts instead. -->

# Errors

What is refused is answered with the status of its code and a body that says why, in English in \`message\` and as data in \`said\`, from which the
console makes its own languages:

\`\`\`json
{ "request_id": "…", "error": { "code": "InvalidParameter", "message": "name: expected at most 59 characters, got 72 characters", "said": [] } }
\`\`\`

The request id is also in the headers \`X-Request-Id\` and \`Flashcat-Request-Id\`, and in the log. Codes and words of messages may be added; those that
are there keep their meaning. How pushes are answered stands in [rules.md](rules.md#pushes).

| code | status |
|---|---|
${codes.join("\n")}

${Object.keys(ABOUT)
  .filter(isCode)
  .map((code) => renderCode(code, messages.get(code) ?? []))
  .join("\n")}`;
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

function renderCode(code: ErrorCode, words: readonly string[]): string {
  const { status, title } = ERROR_CODES[code];
  const { when, mend } = ABOUT[code];
  const messages = words.filter(isWord).map((word) => `- ${SAYINGS[word].replaceAll("<", "&lt;")}`);
  const said = messages.length > 0 ? `\nAmong its messages:\n\n${messages.join("\n")}\n` : "";
  return `## ${code}

${status}: ${title}

**When**: ${when}

**What to do**: ${mend}
${said}`;
}
