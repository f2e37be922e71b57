import { expect, test } from "vitest";
import { say, sayOf } from "../../contract/saying.ts";
import { divideAmongFields } from "./field-problems.ts";

const tooShort = (field: string) =>
  sayOf(field, "expected", { expected: say("at_least", { bound: say("characters", { count: 8 }) }), got: 2 });

test("what the hub says of a field of the form stands at that field, and the rest at the foot", () => {
  const address = sayOf("email", "expected", { expected: say("email_address"), got: '"x"' });
  const { at, rest } = divideAmongFields([address, tooShort("password"), tooShort("p")], ["email", "password"]);
  expect([...at]).toEqual([
    ["email", address],
    ["password", tooShort("password")],
  ]);
  expect(rest).toEqual([tooShort("p")]);
});

test("what is wrong inside a list stands at the list's field", () => {
  const known = sayOf("members[2].email", "member_already", { email: "bob@example.com" });
  const { at, rest } = divideAmongFields([known], ["members"]);
  expect(at.get("members")).toEqual(known);
  expect(rest).toEqual([]);
});

test("a saying without a field, and a field that only begins alike, stay at the foot", () => {
  const used = say("team_has", { things: say("channels") });
  expect(divideAmongFields([used], ["team_name"]).rest).toEqual([used]);
  expect(divideAmongFields([tooShort("team_name_x")], ["team_name"]).rest).toEqual([tooShort("team_name_x")]);
});
