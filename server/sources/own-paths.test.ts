import { expect, test } from "vitest";
import { indexPaths } from "./own-paths.ts";
import { getSource } from "./registry.ts";
import type { Source } from "./source.ts";

const having = (paths: readonly string[], more: Partial<Source> = {}): Source => ({
  ...getSource("standard"),
  ...{ keyIn: ["query", "path"], paths, ...more },
});

test("a path leads to its source, with the key where it has a place for one", () => {
  const source = having(["/v2/enqueue", "/integration/{integration_key}/enqueue"]);
  const find = indexPaths([source]);
  expect(find("/v2/enqueue")).toEqual({ source, integrationKey: null });
  expect(find("/integration/abc/enqueue")).toEqual({ source, integrationKey: "abc" });
});

test.each([
  "/v2/enqueue/",
  "/v2",
  "/v2/ENQUEUE",
  "/integration//enqueue",
  "/integration/a/b/enqueue",
  "/integration/a",
  "",
])("nobody's: %s", (path) => {
  expect(indexPaths([having(["/v2/enqueue", "/integration/{integration_key}/enqueue"])])(path)).toBeNull();
});

test.each([
  ["that two claim", [having(["/a"]), having(["/a"])], "belongs to both"],
  ["with two keys", [having(["/a/{integration_key}/{integration_key}"])], "more than once"],
  ["that any page could have", [having(["/{integration_key}/a"])], "begins with the key"],
  ["with a key that keyIn knows nothing of", [having(["/a/{integration_key}"], { keyIn: ["query"] })], "keyIn"],
  ["below the push path", [having(["/event/push/alert/other"])], "where push paths begin"],
  ["that is none", [having(["v2"])], "is none"],
])("a path %s stops the hub from loading", (_what, sources, message) => {
  expect(() => indexPaths(sources)).toThrow(message);
});
