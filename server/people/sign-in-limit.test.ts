import { expect, test } from "vitest";
import { createSignInLimit } from "./sign-in-limit.ts";

const NOW = 1_700_000_000_000;
const ADMITTED = { admitted: true };

test("ten tries for one e-mail address in five minutes, however it is spelled and wherever they come from", () => {
  const limit = createSignInLimit();
  for (let i = 0; i < 10; i += 1) expect(limit.admit(i % 2 ? "a@b.c" : "A@B.c", `10.0.0.${i}`, NOW)).toEqual(ADMITTED);
  expect(limit.admit("a@b.c", "10.0.0.99", NOW + 60_000)).toEqual({ admitted: false, retryAfterSeconds: 240 });
  expect(limit.admit("other@b.c", "10.0.0.1", NOW)).toEqual(ADMITTED);
  expect(limit.admit("a@b.c", "10.0.0.99", NOW + 300_000)).toEqual(ADMITTED);
});

test("fifty tries from one address, whomever they are for", () => {
  const limit = createSignInLimit();
  for (let i = 0; i < 50; i += 1) expect(limit.admit(`${i}@b.c`, "10.0.0.1", NOW)).toEqual(ADMITTED);
  expect(limit.admit("new@b.c", "10.0.0.1", NOW)).toEqual({ admitted: false, retryAfterSeconds: 300 });
  expect(limit.admit("new@b.c", "10.0.0.2", NOW)).toEqual(ADMITTED);
});

test("signing in counts for nothing and forgives wrong tries for the e-mail address", () => {
  const limit = createSignInLimit();
  for (let i = 0; i < 9; i += 1) limit.admit("a@b.c", "10.0.0.1", NOW);
  for (let i = 0; i < 100; i += 1) {
    expect(limit.admit("a@b.c", "10.0.0.1", NOW)).toEqual(ADMITTED);
    limit.succeeded("a@b.c", "10.0.0.1");
  }
  for (let i = 0; i < 10; i += 1) expect(limit.admit("a@b.c", "10.0.0.1", NOW)).toEqual(ADMITTED);
});
