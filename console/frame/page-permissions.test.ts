import { expect, test } from "vitest";
import { permissionFor } from "./page-permissions.ts";

test("a page needs what the part it stands in needs", () => {
  expect(permissionFor("/channel/detail/1")).toBe("Channels/Read");
  expect(permissionFor("/alert")).toBe("Incidents/Read");
  expect(permissionFor("/platform/member")).toBeNull();
});

test("an address that only begins alike needs nothing of it", () => {
  expect(permissionFor("/alerting")).toBeNull();
});
