import "./markdown.css";
import { lexer, type Token, type Tokens } from "marked";
import { type ReactNode, useMemo } from "react";
import { CodeBlock } from "./code-block.tsx";
import { MarkdownInline } from "./markdown-inline.tsx";
import { isKnown, numbered } from "./markdown-tokens.ts";

const LEVELS = ["h1", "h2", "h3", "h4", "h5", "h6"] as const;

/** The blocks of a Markdown text. Tokens become elements one by one, so no HTML of the text ever reaches the page as HTML. */
export function MarkdownBlocks({ text, topLevel }: { text: string; topLevel: number }) {
  const tokens = useMemo(() => lexer(text), [text]);
  return (
    <div className="markdown">
      <Blocks tokens={tokens} topLevel={topLevel} />
    </div>
  );
}

function Blocks({ tokens, topLevel }: { tokens: readonly Token[]; topLevel: number }) {
  return numbered(tokens).map(([token, key]) => <Block key={key} token={token} topLevel={topLevel} />);
}

function Block({ token, topLevel }: { token: Token; topLevel: number }): ReactNode {
  if (!isKnown(token)) return token.raw;
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading": {
      const Level = LEVELS[Math.min(token.depth + topLevel, LEVELS.length + 1) - 2] ?? "h6";
      return (
        <Level>
          <MarkdownInline tokens={token.tokens} />
        </Level>
      );
    }
    case "code":
      return <CodeBlock text={token.text} />;
    case "blockquote":
      return (
        <blockquote>
          <Blocks tokens={token.tokens} topLevel={topLevel} />
        </blockquote>
      );
    case "hr":
      return <hr />;
    case "list":
      return <List list={token} topLevel={topLevel} />;
    case "table":
      return <MarkdownTable table={token} />;
    case "paragraph":
      return (
        <p>
          <MarkdownInline tokens={token.tokens} />
        </p>
      );
    default:
      return <MarkdownInline tokens={[token]} />;
  }
}

function List({ list, topLevel }: { list: Tokens.List; topLevel: number }) {
  const items = numbered(list.items).map(([item, key]) => (
    <li key={key}>
      <Blocks tokens={item.tokens} topLevel={topLevel} />
    </li>
  ));
  if (list.ordered) return <ol start={list.start === "" ? 1 : list.start}>{items}</ol>;
  return <ul>{items}</ul>;
}

/** Wide tables scroll by themselves, by keyboard too; the page does not. */
function MarkdownTable({ table }: { table: Tokens.Table }) {
  const label = table.header.flatMap(({ text }) => text || []).join(", ");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="markdown-table" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {numbered(table.header).map(([cell, key]) =>
              // The corner of a table with heads on both sides heads nothing.
              cell.text === "" ? (
                <td key={key} />
              ) : (
                <th key={key} scope="col">
                  <MarkdownInline tokens={cell.tokens} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {numbered(table.rows).map(([row, key]) => (
            <tr key={key}>
              {numbered(row).map(([cell, column]) => (
                <td key={column}>
                  <MarkdownInline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
