/** Deeper than any sender nests; each level more would be paid for on every line. */
const DEPTH_MAX = 64;

/**
 * Pure. JSON with line breaks and indents, every character of its values as it came: numbers keep all their digits, keys that stand
 * twice stand twice. Null for what is no JSON, or nested too deeply.
 */
export function indentJson(text: string): string | null {
  if (!isJson(text)) return null;
  const lines: string[] = [];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/gs)) {
    if (token === "}" || token === "]") {
      depth -= 1;
      const isEmpty = /[[{]$/.test(lines.at(-1) ?? "");
      lines.push(isEmpty ? token : `\n${"  ".repeat(depth)}${token}`);
      continue;
    }
    const isFirst = /[[{]$/.test(lines.at(-1) ?? "");
    lines.push(isFirst ? `\n${"  ".repeat(depth)}${token}` : token);
    if (token === "{" || token === "[") depth += 1;
    if (depth > DEPTH_MAX) return null;
    if (token === ":") lines.push(" ");
    if (token === ",") lines.push(`\n${"  ".repeat(depth)}`);
  }
  return lines.join("");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
