import { describe, expect, test } from "vitest";
import { say } from "../../../contract/saying.ts";
import type { SourceEvent } from "../source.ts";
import type { Fields } from "./fields.ts";
import { readUnknownBody } from "./unknown-body.ts";

const options = { envelope: new Set(["id", "time"]), defaultSeverity: "Warning", title: "Unknown" } as const;

function readEvent(body: Fields): SourceEvent {
  const piece = readUnknownBody(body, options);
  if (!("event" in piece)) throw new Error(JSON.stringify(piece));
  return piece.event;
}

test("every scalar becomes a label, at the source's default severity", () => {
  expect(readEvent({ 标题: "磁盘满", size: 5, on: { host: "a", up: false }, gone: null })).toMatchObject({
    status: "Warning",
    otherKeys: [],
    title: "磁盘满",
    labels: { 标题: "磁盘满", size: "5", "on.host": "a", "on.up": "false" },
    sourceTimeMs: null,
  });
});

test("without a known title or text it says that the shape is unknown", () => {
  const event = readEvent({ weird: "x", name: " ", constructor: "c" });
  expect(event.title).toBe("Unknown");
  expect(event.description).toContain("does not know the shape");
});

describe("P4: identity", () => {
  const body = {
    告警名称: "CPU",
    告警对象: "i-1",
    当前值: 97,
    告警时间: "2026-11-20 10:10:00",
    at: "2026/11/20 10:10",
  };

  test("what repeats with another value and time joins its earlier self", () => {
    const repeat = {
      告警时间: "2026-11-20 10:15:00",
      告警名称: "CPU",
      告警对象: "i-1",
      当前值: 98,
      at: "2026/11/20 10:15",
    };
    expect(readEvent(repeat).key).toBe(readEvent(body).key);
  });

  test("another object is another alert", () => {
    expect(readEvent({ ...body, 告警对象: "i-2" }).key).not.toBe(readEvent(body).key);
  });
});

test.each<[string, Fields]>([
  ["nothing", {}],
  ["blanks, zeros and false", { a: "", b: { c: " ", d: 0 }, e: false, f: [], g: null }],
  ["nothing but what every body has", { id: "evt-1", time: "2026-11-20T02:10:00Z", a: "" }],
])("a body of %s is a test", (_what, body) => {
  expect(readUnknownBody(body, options)).toEqual({ ignored: say("test_tells_nothing") });
});
