/** What somebody types for the address, and what of it was sent there and has not come back yet. */
export type Typed = { text: string; value: string; sent: readonly string[] };

/** What becomes of the text when the address changes: one's own words come back late and change nothing, any others replace it. */
export function followAddress({ text, sent }: Typed, value: string): Typed {
  const at = sent.lastIndexOf(value);
  return at < 0 ? { text: value, value, sent: [] } : { text, value, sent: sent.slice(at + 1) };
}

/** What is to be sent once nobody types any more; null when the address says it already. */
export function unsentOf({ text, value }: Typed): string | null {
  return text.trim() === value.trim() ? null : text.trim();
}
