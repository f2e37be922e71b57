/** The e-mail addresses in what somebody pasted: one a line, or with commas, semicolons or spaces between; each once. */
export function readAddresses(text: string): string[] {
  const found = new Map<string, string>();
  // People paste out of mail programs too: `Ada Keller <ada@example.com>`.
  for (const word of text.split(/[\s,;<>，；、]+/)) {
    const isAddress = word.includes("@");
    if (isAddress && !found.has(word.toLowerCase())) found.set(word.toLowerCase(), word);
  }
  return [...found.values()];
}
