import type { Issue } from "../../../contract/issue.ts";
import { type SayingValue, say } from "../../../contract/saying.ts";
import { findJsonError, placeOf } from "./json-error.ts";

/** What the bytes of a body are: JSON or form fields, nothing at all, or neither. */
export type Body =
  | { kind: "json" | "form"; value: unknown }
  | { kind: "empty" }
  | { kind: "unparsable"; issues: readonly Issue[] };

/** A form describes one event; more fields than any sender has are not split, for they would cost seconds. */
const FORM_FIELDS_MAX = 1000;

/**
 * Reads a body as JSON or, failing that, as form-urlencoded fields. The Content-Type plays no part: senders give `text/plain`
 * with JSON and `application/json` with a form (U3). Bytes that are not UTF-8 are read as U+FFFD, because a
 * garbled alert is worth more than a refused one.
 */
export function readBody(bytes: Buffer): Body {
  const decoded = bytes.toString("utf8");
  const text = decoded.charCodeAt(0) === BYTE_ORDER_MARK ? decoded.slice(1) : decoded;
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return readOtherThanJson(text);
  }
}

const BYTE_ORDER_MARK = 0xfeff;

function readOtherThanJson(text: string): Body {
  if (text.trim() === "") return { kind: "empty" };
  if (FORM.test(text)) return readForm(text.trim());
  const offset = findJsonError(text);
  const got =
    offset === null ? say("json_too_deep") : say("char_at", { char: nameOf(text, offset), ...placeOf(text, offset) });
  return { kind: "unparsable", issues: [{ at: "", expected: say("json_or_form"), got }] };
}

/** A first name and its `=`. Encoded names hold no space, bracket or quote; text that holds one there is broken JSON or prose. */
const FORM = /^\s*[^\s=&{}[\]"'<>]+=/;

function readForm(text: string): Body {
  let count = 1;
  for (let i = text.indexOf("&"); i !== -1; i = text.indexOf("&", i + 1)) count += 1;
  if (count > FORM_FIELDS_MAX) {
    const expected = say("at_most_form_fields", { max: FORM_FIELDS_MAX });
    const issue = { at: "", expected, got: say("form_fields", { count }) };
    return { kind: "unparsable", issues: [issue] };
  }
  const pairs = [...new URLSearchParams(text)];
  return wrappedJson(pairs) ?? { kind: "form", value: Object.fromEntries(pairs) };
}

/** A whole JSON body inside a form's only field, as its value or, from clients that encode JSON as a form, as its name. */
function wrappedJson(pairs: readonly (readonly [string, string])[]): Body | null {
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1) return null;
  const [name, value] = pair;
  const text = (value === "" ? name : value).trim();
  if (!text.startsWith("{") && !text.startsWith("[")) return null;
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function nameOf(text: string, offset: number): SayingValue {
  const code = text.codePointAt(offset);
  if (code === undefined) return say("end_of_body");
  const char = String.fromCodePoint(code);
  return INVISIBLE.test(char) ? `U+${code.toString(16).toUpperCase().padStart(4, "0")}` : `"${char}"`;
}

/** Controls, spaces and halves of surrogate pairs: shown by number. */
const INVISIBLE = /[\p{C}\p{Z}]/u;
