import { lazy, Suspense } from "react";

const MarkdownBlocks = lazy(async () => ({ default: (await import("./markdown-blocks.tsx")).MarkdownBlocks }));

type MarkdownProps = {
  text: string;
  /** The level that `#` stands for, so that headings go on where the page's own end. */
  topLevel?: 2 | 3 | 4;
};

/** Shows Markdown, of which nothing becomes HTML but what the console makes itself. Its parts are loaded when first needed. */
export function Markdown({ text, topLevel = 2 }: MarkdownProps) {
  return (
    <Suspense fallback={null}>
      <MarkdownBlocks text={text} topLevel={topLevel} />
    </Suspense>
  );
}
