import { expect, test } from "vitest";
import { followAddress, type Typed, unsentOf } from "./typed.ts";

const at = (value: string): Typed => ({ text: value, value, sent: [] });
const type = (typed: Typed, text: string): Typed => ({ ...typed, text });
const send = (typed: Typed): Typed => ({ ...typed, sent: [...typed.sent, unsentOf(typed) ?? ""] });

test("an own search that comes back late takes no letter and no space from what was typed since", () => {
  const sent = send(type(at(""), "disk "));
  expect(sent.sent).toEqual(["disk"]);
  const back = followAddress(type(sent, "disk f"), "disk");
  expect(back).toEqual({ text: "disk f", value: "disk", sent: [] });
  expect(unsentOf(back)).toBe("disk f");
});

test("two own searches on their way come back in turn", () => {
  const both = send(type(send(type(at(""), "di")), "disk"));
  const first = followAddress(both, "di");
  expect(first).toEqual({ text: "disk", value: "di", sent: ["disk"] });
  expect(followAddress(first, "disk")).toEqual(at("disk"));
});

test("whatever else changes the address changes the text, and nothing sends it back: Clear, Back, Forward", () => {
  const settled = followAddress(send(type(at(""), "zzz")), "zzz");
  const cleared = followAddress(settled, "");
  expect(cleared).toEqual(at(""));
  expect(unsentOf(cleared)).toBeNull();
  const forward = followAddress(cleared, "zzz");
  expect(forward).toEqual(at("zzz"));
  expect(unsentOf(forward)).toBeNull();
});

test("a space at the end asks for nothing new", () => {
  expect(unsentOf(type(at("disk"), "disk "))).toBeNull();
});
