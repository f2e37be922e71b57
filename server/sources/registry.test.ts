import { expect, test } from "vitest";
import { findSource, getSource, indexSources, SOURCES } from "./registry.ts";
import type { Source } from "./source.ts";

const [first] = SOURCES;
if (first === undefined) throw new Error("the registry is empty");
const twin: Source = { ...first, id: "twin", aliases: ["other-word"] };

test("every source is found by its id and by each alias", () => {
  for (const source of SOURCES) {
    for (const word of [source.id, ...source.aliases]) expect(findSource(word)).toBe(source);
    expect(getSource(source.id)).toBe(source);
  }
});

test("an unknown path word finds nothing, nor does a name that every object has", () => {
  for (const word of ["", "no-such-source", "constructor", "__proto__", "toString"])
    expect(findSource(word)).toBeNull();
});

test("getting a source by an unknown id or by an alias throws", () => {
  expect(() => getSource("no-such-source")).toThrow("no alert source has the id no-such-source");
  expect(indexSources([twin]).get("other-word")).toBe(twin);
});

test("two sources that claim one path word stop the hub from loading", () => {
  expect(() => indexSources([first, { ...twin, id: first.id }])).toThrow("belongs to both");
  expect(() => indexSources([first, { ...twin, aliases: [first.id] }])).toThrow(`the path word ${first.id}`);
  expect(() => indexSources([{ ...twin, aliases: ["twin"] }])).toThrow("belongs to both twin and twin");
});

test("sources stand in alphabetical order", () => {
  const ids = SOURCES.map((source) => source.id);
  expect(ids).toEqual(ids.toSorted());
});
