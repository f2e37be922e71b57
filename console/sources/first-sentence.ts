/** What a guide says first: its first paragraph up to the end of the first sentence, in one line. */
export function firstSentence(markdown: string): string {
  const paragraph =
    markdown.split(/\n\s*\n/).find((block) => block.trim() !== "" && !block.trim().startsWith("#")) ?? "";
  const line = paragraph.replace(/\s*\n\s*/g, " ").trim();
  const end = /[。！？]|[.!?](?=\s|$)/.exec(line);
  return end ? line.slice(0, end.index + 1) : line;
}
