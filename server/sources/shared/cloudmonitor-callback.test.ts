import { expect, test } from "vitest";
import { readCloudMonitorCallback, readDimensions } from "./cloudmonitor-callback.ts";
import type { Fields } from "./fields.ts";
import { createWords } from "./words.ts";

const words = createWords([
  ["CRITICAL", "Critical"],
  ["WARN", "Warning"],
] as const);
const base: Fields = {
  alertName: "cpu",
  alertState: "ALERT",
  ruleId: "r1",
  triggerLevel: "CRITICAL",
  dimensions: "{userId=1, instanceId=i-1}",
  timestamp: "1795140600000",
};
const read = (fields: Fields) => readCloudMonitorCallback({ ...base, ...fields }, words, "Warning");

test.each<[string, Fields, string]>([
  ["its level", {}, "Critical"],
  ["its level in small letters", { triggerLevel: "warn" }, "Warning"],
  ["the default without a level", { triggerLevel: "null" }, "Warning"],
  ["Info for no data", { alertState: "INSUFFICIENT_DATA" }, "Info"],
  ["Ok once it is over, whatever the level", { alertState: "ok" }, "Ok"],
  ["a level for a state nobody knows", { alertState: "?" }, "Critical"],
])("the status is %s", (_what, fields, status) => {
  expect(read(fields).status).toBe(status);
});

test("P4: the key is the rule and its dimensions, in whatever order and form they come", () => {
  const { key } = read({});
  expect(read({ alertState: "OK", triggerLevel: "null", alertName: "renamed", transId: "2" }).key).toBe(key);
  expect(read({ dimensions: "{instanceId=i-1, userId=1}" }).key).toBe(key);
  expect(read({ dimensions: '{"instanceId":"i-1","userId":1}' }).key).toBe(key);
  expect(read({ dimensions: "{userId=1, instanceId=i-2}" }).key).not.toBe(key);
  expect(read({ ruleId: "r2" }).key).not.toBe(key);
});

test("without a rule its name and metric identify it", () => {
  const { key } = read({ ruleId: "", metricName: "m" });
  expect(read({ ruleId: "", metricName: "m", alertName: "other" }).key).not.toBe(key);
  expect(read({ ruleId: undefined, metricName: "m", curValue: "9" }).key).toBe(key);
});

test("variables without a value, which arrive as the text null, become no label and no text", () => {
  const event = read({ instanceName: "null", curValue: "null", unit: "null", expression: "$Average>80" });
  expect(event).toMatchObject({ title: "cpu", description: "$Average>80" });
  expect(Object.values(event.labels)).not.toContain("null");
});

test("title, description and labels say what is watched", () => {
  const event = read({
    instanceName: "web-01",
    metricName: "cpu_total",
    expression: ">80",
    curValue: "93",
    unit: "%",
    signature: "s",
  });
  expect(event.title).toBe("cpu / web-01");
  expect(event.description).toBe("cpu_total >80; curValue: 93%");
  expect(event.labels).toMatchObject({ instanceId: "i-1", userId: "1", ruleId: "r1", curValue: "93" });
  expect(event.labels).not.toHaveProperty("signature");
  expect(event.sourceTimeMs).toBe(1795140600000);
});

test("dimensions are read as JSON, as Java prints a map, or kept as text", () => {
  expect(readDimensions("{a=1, b=x=y,c}")).toEqual({ a: "1", b: "x=y", c: "" });
  expect(readDimensions('{"a":1}')).toEqual({ a: 1 });
  expect(readDimensions("{}")).toEqual({});
  expect(readDimensions("{,=x}")).toEqual({});
  expect(readDimensions("i-1")).toEqual({ dimensions: "i-1" });
  for (const value of ["", null, undefined, [], "{}"]) expect(readDimensions(value)).toEqual({});
});

test("dimensions of a hostile length are cut", () => {
  expect(Object.keys(readDimensions(`{${"a=b,".repeat(1e6)}}`)).length).toBeLessThan(20_000);
});
