import { MantineProvider } from "@mantine/core";
import fc from "fast-check";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, test } from "vitest";
import { en } from "../locales/en.ts";
import { MarkdownBlocks } from "./markdown-blocks.tsx";

function InEnglish({ children }: { children?: ReactNode }) {
  return IntlProvider({ locale: "en", messages: en, timeZone: "UTC", children });
}

function render(text: string): string {
  const blocks = createElement(MarkdownBlocks, { text, topLevel: 2 });
  return renderToStaticMarkup(createElement(MantineProvider, null, createElement(InEnglish, null, blocks)));
}

test("a guide's headings go on from the page's, its tables have heads and its code a copy button", () => {
  const html = render(
    "# Title\n\n## Part\n\n| a | b |\n| - | - |\n| 1 | **2** |\n\n```\ncurl it\n```\n\n1. one\n2. [two](https://x.example)",
  );
  expect(html).toContain("<h2>Title</h2><h3>Part</h3>");
  expect(html).toContain('<th scope="col">a</th>');
  expect(html).toContain("<td><strong>2</strong></td>");
  expect(html).toContain("<code>curl it</code>");
  expect(html).toMatch(/<button.*Copy.*<\/button>/);
  expect(html).toContain("<li>one</li>");
  expect(html).toMatch(/<a [^>]*href="https:\/\/x\.example"/);
});

test.each(["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "text <b onclick='x()'>bold</b>"])(
  "HTML of a text is shown as text: %s",
  (text) => {
    expect(render(text)).not.toMatch(/<(script|img|b)[\s>]/);
    expect(render(text)).toContain("&lt;");
  },
);

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "//evil.example",
  "/channel",
])("a link leads to pages of the web and to mail only: %s", (href) => {
  expect(render(`[here](${href})`)).toBe(render("here"));
});

test("an image is a link: nothing is fetched because a comment was read", () => {
  const html = render("![graph](https://x.example/g.png)");
  expect(html).not.toContain("<img");
  expect(html).toMatch(/href="https:\/\/x\.example\/g\.png"[^>]*>graph</);
});

test("any text at all is shown, with no element that the console does not make", () => {
  const pieces = fc.constantFrom(
    "<script>",
    "<",
    ">",
    "`",
    "```\n",
    "|",
    "-",
    "# ",
    "> ",
    "* ",
    "1. ",
    "[",
    "](",
    ")",
    "!",
    "_",
    "**",
    "\n",
    "\n\n",
    "    ",
    "x",
    "&lt;",
    "中",
    "\u0000",
  );
  const made =
    /^(div|style|h[2-6]|p|ul|ol|li|blockquote|hr|section|table|thead|tbody|tr|th|td|strong|em|del|code|pre|br|a|button|span|svg|path)$/;
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (texts) => {
      const names = [...render(texts.join("")).matchAll(/<([a-z0-9]+)/g)].map((match) => match[1] ?? "");
      return names.every((name) => made.test(name));
    }),
    { seed: 7, numRuns: 300 },
  );
});
