import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderTitleRule, type TitleWords } from "./title-rule.ts";

const WORDS: TitleWords = {
  labels: {
    ...{ cluster: "nj", resource: "es.nj.01", check: "cpu", "a.b": "dotted", 团队: "支付", 'quo"te': "q" },
    template: "{{.NoSuch}} {{",
  },
  attributes: { Title: "rule", EventStatus: "Critical", AlertKey: "k-1", check: "hidden by the label" },
};

/** `${name}`, which a template literal of this language would read as its own. */
const dollar = (name: string) => `$\{${name}}`;

describe("the legacy form", () => {
  test.each([
    ["$cluster::$resource::$check", "nj / es.nj.01 - cpu"],
    ["$cluster::$resource", "nj / es.nj.01"],
    ["$cluster", "nj"],
    ["$cluster::$nothing::$check", "nj / $nothing - cpu"],
    ["$团队::down", "支付 / down"],
    ["down::$团队", "down / 支付"],
    ["$AlertKey::$check", "k-1 / cpu"],
    ["$cluster::$cluster::$cluster::$cluster", "nj / nj - nj - nj"],
  ])("%s is %s", (rule, title) => expect(renderTitleRule(rule, WORDS)).toBe(title));

  test.each(["std::vector failed", "costs $5 more", "a :: b", "$", "", "$ a", "US$::down"])(
    "%j is plain text",
    (text) => {
      expect(renderTitleRule(text, WORDS)).toBe(text);
    },
  );
});

describe("templates", () => {
  test.each([
    [`[TPL]${dollar("cluster")}: ${dollar("check")}`, "nj: cpu"],
    [`[TPL]${dollar("nothing")} is down`, "<no value> is down"],
    ["[TPL]{{.Labels.cluster}} / {{ .Labels.check }}", "nj / cpu"],
    ["[TPL]{{.Labels.nothing}}!", "!"],
    ['[TPL]{{index .Labels "a.b"}}', "dotted"],
    ['[TPL]{{ index .Labels "quo\\"te" }}', "q"],
    ["[TPL]{{.EventStatus}} {{.AlertKey}}", "Critical k-1"],
    [`[TPL]{{.Labels.团队}} ${dollar("cluster")}`, "支付 nj"],
    ["[TPL]plain", "plain"],
  ])("%s is %s", (rule, title) => expect(renderTitleRule(rule, WORDS)).toBe(title));

  test.each([dollar("template"), "{{.Labels.template}}"])(
    "a label that looks like a template is text in %s",
    (rule) => {
      expect(renderTitleRule(`[TPL]${rule}`, WORDS)).toBe("{{.NoSuch}} {{");
    },
  );

  test.each(["[TPL]{{.NoSuch}}", "[TPL]{{if .Labels.a}}x{{end}}", "[TPL]{{.Labels.cluster", "[TPL]{{}}"])(
    "P3: %s cannot be rendered, and that is an answer",
    (rule) => expect(renderTitleRule(rule, WORDS)).toBeNull(),
  );
});

test("no name reaches a prototype, and no text makes it throw", () => {
  expect(renderTitleRule("$constructor::$__proto__", WORDS)).toBe("$constructor / $__proto__");
  expect(renderTitleRule(`[TPL]${dollar("toString")}`, WORDS)).toBe("<no value>");
  const words = ["[TPL]", "$", "{", "}", "{{", "}}", "::", ".Labels.", "cluster", '"', "\\", " ", "index .Labels "];
  const texts = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })))
    .map((parts) => parts.join(""));
  const property = fc.property(texts, (text) => {
    const title = renderTitleRule(text, WORDS);
    expect(title === null || typeof title === "string").toBe(true);
  });
  fc.assert(property, { seed: 7, numRuns: 3000 });
});
