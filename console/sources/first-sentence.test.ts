import { expect, test } from "vitest";
import { firstSentence } from "./first-sentence.ts";

test.each([
  ["# Title\n\nSends alerts of v2.0,\nand more. It is easy.\n\n## Next", "Sends alerts of v2.0, and more."],
  ["# 标题\n\n接收告警。您需要新建一个对象。", "接收告警。"],
  ["No heading, no end", "No heading, no end"],
  ["# Only a title", ""],
  ["", ""],
])("the line about a source is its guide's first sentence: %j", (guide, line) => {
  expect(firstSentence(guide)).toBe(line);
});
