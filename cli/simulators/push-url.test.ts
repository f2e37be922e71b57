import { expect, test } from "vitest";
import { readPushUrl } from "./push-url.ts";

const KEY = "2f9c41d07be84a53b6a1c0de9f317245451";
const URL_TEXT = `http://127.0.0.1:8080/event/push/alert/aliyun-prometheus?integration_key=${KEY}`;

test("P11: a push URL is shown without its key", () => {
  const read = readPushUrl(URL_TEXT, "aliyun-prometheus");
  expect(read.url.href).toBe(URL_TEXT);
  expect(read.shown).toBe("http://127.0.0.1:8080/event/push/alert/aliyun-prometheus?integration_key=2f9c…");
  expect(read.mask(`no ${KEY} here`)).toBe("no 2f9c… here");
  expect(read.apiUrl).toBe("http://127.0.0.1:8080");
});

test("a hub below a path of its host, with an override in the query and a user in the address", () => {
  const text = `https://u:secret@ops.example.com/tocsin/event/push/alert/aliyun-prometheus?severity=Info&integration_key=${KEY}`;
  const read = readPushUrl(text, "aliyun-prometheus");
  expect(read.apiUrl).toBe("https://ops.example.com/tocsin");
  expect(read.shown).toBe(
    "https://ops.example.com/tocsin/event/push/alert/aliyun-prometheus?integration_key=2f9c…&severity=Info",
  );
});

test("P11: no more than half of a short key is shown", () => {
  const read = readPushUrl("http://h/event/push/alert/aliyun-prometheus?integration_key=abcde", "aliyun-prometheus");
  expect(read.shown).toMatch(/=ab…$/);
});

test.each([
  ["", "is empty"],
  ["127.0.0.1", "is not a URL"],
  [`ftp://h/event/push/alert/aliyun-prometheus?integration_key=${KEY}`, "has the protocol ftp://"],
  [`http://h/event/push/alert/prometheus?integration_key=${KEY}`, "is a push URL for prometheus"],
  [`http://h/?integration_key=${KEY}`, "has the path /"],
  ["http://h/event/push/alert/aliyun-prometheus", "has no integration_key"],
  ["http://h/event/push/alert/aliyun-prometheus?integration_key=", "has no integration_key"],
])("%s %s", (text, because) => {
  const read = () => readPushUrl(text, "aliyun-prometheus");
  expect(read).toThrow(`--url ${because}: expected the push URL`);
  expect(read).not.toThrow(KEY);
});
