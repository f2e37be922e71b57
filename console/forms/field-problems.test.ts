import { expect, test } from "vitest";
import { readFieldProblems } from "./field-problems.ts";

test("what the hub says of a field of the form stands at that field, and the rest at the foot", () => {
  const message =
    'email: expected an e-mail address, got "x"; password: expected at least 8 characters, got 2; p: too far';
  const { at, rest } = readFieldProblems(message, ["email", "password"]);
  expect([...at]).toEqual([
    ["email", 'expected an e-mail address, got "x"'],
    ["password", "expected at least 8 characters, got 2"],
  ]);
  expect(rest).toBe("p: too far");
});

test("what is wrong inside a list stands at the list's field", () => {
  const { at, rest } = readFieldProblems("members[2].email: bob@example.com is a member already", ["members"]);
  expect(at.get("members")).toBe("bob@example.com is a member already");
  expect(rest).toBe("");
});

test("a message without a field, and a field that only begins alike, stay at the foot", () => {
  expect(readFieldProblems("3 channels belong to this team", ["team_name"]).rest).toBe(
    "3 channels belong to this team",
  );
  expect(readFieldProblems("team_name_x: no", ["team_name"]).rest).toBe("team_name_x: no");
});
