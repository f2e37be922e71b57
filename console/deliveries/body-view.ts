import { indentJson } from "./indent-json.ts";

/** A body as the API gives it. */
export type Body = { body: string; encoding: "utf-8" | "base64" };

/** How a body is shown: never more of it than a browser lays out at once. */
export type BodyView = {
  form: "empty" | "formatted" | "plain" | "tooLarge" | "binary";
  text: string;
  /** How many bytes of the body `text` stands for, when it is not all of it. */
  cutAtBytes: number | null;
};

/** Larger JSON is not formatted: checking and laying it out would stop the page. */
const FORMATTED_LENGTH_MAX = 256 * 1024;
const SHOWN_LENGTH = 64 * 1024;
const FORMATTED_SHOWN_LENGTH = 512 * 1024;
const BINARY_SHOWN_BYTES = 2048;
const BYTES_IN_LINE = 16;
/** What is left of a character outside of the first plane when text is cut within it. */
const HALF_OF_A_PAIR = /[\uD800-\uDBFF]$/;

/** Pure. Chooses the plainest honest form: what is no JSON is not made to look like it, what is no text is not shown as such. */
export function viewBody({ body, encoding }: Body): BodyView {
  if (body === "") return { form: "empty", text: "", cutAtBytes: null };
  if (encoding === "base64") return viewBytes(body);
  const isJson = /^\s*[[{]/.test(body);
  if (isJson && body.length > FORMATTED_LENGTH_MAX) return { form: "tooLarge", ...cut(body) };
  const formatted = isJson ? indentJson(body) : null;
  if (formatted === null || formatted.length > FORMATTED_SHOWN_LENGTH) return { form: "plain", ...cut(body) };
  return { form: "formatted", text: formatted, cutAtBytes: null };
}

function cut(body: string): Pick<BodyView, "text" | "cutAtBytes"> {
  if (body.length <= SHOWN_LENGTH) return { text: body, cutAtBytes: null };
  const text = body.slice(0, SHOWN_LENGTH).replace(HALF_OF_A_PAIR, "");
  return { text, cutAtBytes: new TextEncoder().encode(text).length };
}

function viewBytes(base64: string): BodyView {
  const start = toBytes(base64.slice(0, Math.ceil(BINARY_SHOWN_BYTES / 3) * 4)).slice(0, BINARY_SHOWN_BYTES);
  const lines = [];
  for (let at = 0; at < start.length; at += BYTES_IN_LINE) lines.push(hexLine(start.slice(at, at + BYTES_IN_LINE), at));
  const isCut = (base64.length * 3) / 4 - 2 > start.length;
  return { form: "binary", text: lines.join("\n"), cutAtBytes: isCut ? start.length : null };
}

function hexLine(bytes: Uint8Array, at: number): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
  return `${at.toString(16).padStart(6, "0")}  ${hex.padEnd(BYTES_IN_LINE * 3 - 1)}  ${text}`;
}

function toBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The bytes of a body, for saving them to a file. */
export function bytesOf({ body, encoding }: Body): Uint8Array<ArrayBuffer> {
  return encoding === "base64" ? toBytes(body) : new TextEncoder().encode(body);
}

/** What the file is called that a body is saved to. */
export function fileName(deliveryId: string, form: BodyView["form"]): string {
  const ending = { empty: "txt", formatted: "json", tooLarge: "json", plain: "txt", binary: "bin" }[form];
  return `delivery-${deliveryId}.${ending}`;
}
