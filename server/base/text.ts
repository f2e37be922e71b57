/**
 * The longest prefix of at most `max` UTF-16 units that does not end inside a surrogate pair. Every length limit of the wire
 * is counted this way.
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const code = text.charCodeAt(max - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return text.slice(0, splitsPair ? max - 1 : max);
}

/** Text that PostgreSQL and JSON can both hold: NUL and lone surrogates become U+FFFD. */
export function storable(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes("\0") ? wellFormed.replaceAll("\0", "\uFFFD") : wellFormed;
}

/** Whether two sets of labels have the same names with the same values, in whatever order. */
export function haveSameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  if (a === b) return true;
  let left = 0;
  for (const name in b) if (Object.hasOwn(b, name)) left += 1;
  for (const name in a) {
    if (!Object.hasOwn(a, name)) continue;
    if (a[name] !== b[name]) return false;
    left -= 1;
  }
  return left === 0;
}
