/**
 * Where text stops being JSON: the offset of the first character that no JSON text has there, the length when it ends too
 * early, null when it is JSON. `JSON.parse` knows, but what it says differs between Node versions and often leaves out the
 * place. Runs only on bodies that did not parse; linear, and its stack is an array.
 */
export function findJsonError(text: string): number | null {
  const open: ("[" | "{")[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    const opener = text[at];
    if (opener === "[" || opener === "{") {
      open.push(opener);
      at = skipSpace(text, at + 1);
      if (text[at] !== CLOSER[opener]) {
        if (opener === "[") continue;
        const value = skipName(text, at);
        if (value.broken) return value.at;
        at = value.at;
        continue;
      }
    } else {
      const scalar = skipScalar(text, at);
      if (scalar.broken) return scalar.at;
      at = skipSpace(text, scalar.at);
    }
    // A value has ended, or an empty container is about to: close what closes here.
    for (let top = open.at(-1); top !== undefined && text[at] === CLOSER[top]; top = open.at(-1)) {
      open.pop();
      at = skipSpace(text, at + 1);
    }
    const top = open.at(-1);
    if (top === undefined) return at === text.length ? null : at;
    if (text[at] !== ",") return at;
    at = skipSpace(text, at + 1);
    if (top === "{") {
      const value = skipName(text, at);
      if (value.broken) return value.at;
      at = value.at;
    }
  }
}

/** A place in a text as people count. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let i = before.indexOf("\n"); i !== -1; i = before.indexOf("\n", i + 1)) line += 1;
  return { line, column: offset - lineStart + 1 };
}

const CLOSER = { "[": "]", "{": "}" } as const;

/** How far a part of the text reaches, or where it breaks. */
type Reach = { at: number; broken: boolean };

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.has(text.charCodeAt(at))) at += 1;
  return at;
}

const SPACE = new Set([0x20, 0x0a, 0x0d, 0x09]);

/** An object's name with its colon, up to the value. */
function skipName(text: string, from: number): Reach {
  if (text[from] !== '"') return { at: from, broken: true };
  const name = skipString(text, from);
  if (name.broken) return name;
  const colon = skipSpace(text, name.at);
  return text[colon] === ":" ? { at: skipSpace(text, colon + 1), broken: false } : { at: colon, broken: true };
}

function skipScalar(text: string, from: number): Reach {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first === "t") return skipLiteral(text, from, "true");
  if (first === "f") return skipLiteral(text, from, "false");
  if (first === "n") return skipLiteral(text, from, "null");
  return skipNumber(text, from);
}

function skipString(text: string, from: number): Reach {
  let at = from + 1;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') return { at: at + 1, broken: false };
    if (text.charCodeAt(at) < 0x20) return { at, broken: true };
    if (char !== "\\") at += 1;
    else if (text[at + 1] === "u") {
      const digits = skipRun(text, at + 2, HEX, 4);
      if (digits < at + 6) return { at: digits, broken: true };
      at = digits;
    } else if (ESCAPED.has(text[at + 1] ?? "")) at += 2;
    else return { at: at + 1, broken: true };
  }
  return { at, broken: true };
}

const ESCAPED = new Set('"\\/bfnrt');
const HEX = new Set("0123456789abcdefABCDEF");
const DIGIT = new Set("0123456789");

function skipLiteral(text: string, from: number, literal: string): Reach {
  for (let i = 0; i < literal.length; i += 1) {
    if (text[from + i] !== literal[i]) return { at: from + i, broken: true };
  }
  return { at: from + literal.length, broken: false };
}

function skipNumber(text: string, from: number): Reach {
  const start = text[from] === "-" ? from + 1 : from;
  let at = text[start] === "0" ? start + 1 : skipRun(text, start, DIGIT);
  if (at === start) return { at, broken: true };
  if (text[at] === ".") {
    const end = skipRun(text, at + 1, DIGIT);
    if (end === at + 1) return { at: end, broken: true };
    at = end;
  }
  if (text[at] !== "e" && text[at] !== "E") return { at, broken: false };
  const digits = text[at + 1] === "+" || text[at + 1] === "-" ? at + 2 : at + 1;
  const end = skipRun(text, digits, DIGIT);
  return { at: end, broken: end === digits };
}

function skipRun(text: string, from: number, chars: ReadonlySet<string>, lengthMax = text.length): number {
  let at = from;
  while (at < text.length && at - from < lengthMax && chars.has(text[at] ?? "")) at += 1;
  return at;
}
