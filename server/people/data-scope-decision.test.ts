import fc from "fast-check";
import { expect, test } from "vitest";
import { ADMIN, RESPONDER } from "../../contract/role.ts";
import { inEnglish } from "../../contract/saying.ts";
import { decideEdit, editingTeams, sayDenial } from "./data-scope-decision.ts";

const ids = fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 });

test("a thing is changed by its creators, members of its teams, Admins and the owner, and by nobody else", () => {
  const people = fc.record({
    personId: fc.nat({ max: 5 }),
    isOwner: fc.boolean(),
    isAdmin: fc.boolean(),
    teamIds: ids,
  });
  fc.assert(
    fc.property(ids, ids, people, (creatorIds, teamIds, { isAdmin, teamIds: ownTeamIds, ...person }) => {
      const roleIds = isAdmin ? [ADMIN.id] : [RESPONDER.id];
      const { outcome } = decideEdit({ creatorIds, teamIds }, { ...person, roleIds }, ownTeamIds);
      const isIn = ownTeamIds.filter((id) => teamIds.includes(id)).length > 0;
      const isExpected = isAdmin || person.isOwner || isIn || creatorIds.includes(person.personId);
      expect(outcome === "allowed").toBe(isExpected);
    }),
    { seed: 20_261_124 },
  );
});

test("managing teams take the place of the owning one", () => {
  expect(editingTeams(1, [])).toEqual([1]);
  expect(editingTeams(1, [2, 3])).toEqual([2, 3]);
});

test("a denial names who may", () => {
  expect(inEnglish([sayDenial("channel", ["A", "B"])])).toBe(
    'only Admins, its creator and members of the teams "A", "B" may change this channel',
  );
  expect(inEnglish([sayDenial("integration", [])])).toBe(
    "only Admins and its creator may change this integration: it belongs to no team",
  );
});
