import { expect, test } from "vitest";
import { createBodyBudget } from "./push-body.ts";

test("a push that is alone may hold more than the budget", () => {
  const push = createBodyBudget(100).open();
  expect(() => push.take(150)).not.toThrow();
});

test("past the budget a second push is refused, and fits once the first has ended", () => {
  const budget = createBodyBudget(100);
  const first = budget.open();
  const second = budget.open();
  first.take(80);
  second.take(20);
  expect(() => second.take(1)).toThrow("too many large pushes");
  first.close();
  expect(() => second.take(80)).not.toThrow();
});

test("what a refused push held is given back", () => {
  const budget = createBodyBudget(100);
  const first = budget.open();
  first.take(60);
  const refused = budget.open();
  refused.take(30);
  expect(() => refused.take(30)).toThrow("too many large pushes");
  refused.close();
  expect(() => budget.open().take(40)).not.toThrow();
});
