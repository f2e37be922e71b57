import { Text } from "@mantine/core";
import { lazyPart } from "./lazy-part.tsx";

type MarkdownProps = {
  text: string;
  /** The level that `#` stands for, so that headings go on where the page's own end. */
  topLevel?: 2 | 3 | 4;
};

const MarkdownBlocks = lazyPart(async () => (await import("./markdown-blocks.tsx")).MarkdownBlocks, Raw);

/** Shows Markdown, of which nothing becomes HTML but what the console makes itself. Its parts are loaded when first needed. */
export function Markdown({ text, topLevel = 2 }: MarkdownProps) {
  return <MarkdownBlocks text={text} topLevel={topLevel} />;
}

/** The text as it was written, which can be read and copied from while its form does not come. */
function Raw({ text }: Pick<MarkdownProps, "text">) {
  return (
    <Text size="sm" className="markdown-raw">
      {text}
    </Text>
  );
}
