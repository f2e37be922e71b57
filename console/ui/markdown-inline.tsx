import type { Token } from "marked";
import type { ReactNode } from "react";
import { isKnown, numbered } from "./markdown-tokens.ts";

/** What stands within a line of Markdown. HTML is shown as the text it is, and an image as a link to it: nothing is fetched unasked. */
export function MarkdownInline({ tokens }: { tokens: readonly Token[] }) {
  return numbered(tokens).map(([token, key]) => <Inline key={key} token={token} />);
}

function Inline({ token }: { token: Token }): ReactNode {
  if (!isKnown(token)) return token.raw;
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <MarkdownInline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <MarkdownInline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <MarkdownInline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return (
        <Outward href={token.href}>
          <MarkdownInline tokens={token.tokens} />
        </Outward>
      );
    case "image":
      return <Outward href={token.href}>{token.text || token.href}</Outward>;
    case "text":
    case "escape":
      return "tokens" in token && token.tokens ? <MarkdownInline tokens={token.tokens} /> : token.text;
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    default:
      return token.raw;
  }
}

/** A link that can only lead to a page or to a mail; a script is not one. */
function Outward({ href, children }: { href: string; children: ReactNode }) {
  if (!/^(https?:|mailto:)/i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
