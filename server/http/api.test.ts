import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, OWNER_EMAIL, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { createAppKey } from "../people/app-key-store.ts";
import { statement } from "../storage/statement.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const setKeyStatus = statement("test.set-key-status", "update app_key set status = $2 where key_id = $1");
const setPersonStatus = statement("test.set-person-status", "update person set status = $2 where person_id = $1");

async function send(path: string, init: RequestInit = {}) {
  return readAnswer(await fetch(`${api.url}${path}`, { method: "POST", ...init }), path.split("?")[0] ?? "");
}

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

describe("who may call", () => {
  test("the key in the query, or as Bearer", async () => {
    expect(await send(`/member/info?app_key=${api.key}`)).toMatchObject({
      status: 200,
      data: { member_id: api.ownerId },
    });
    expect(await send("/member/info", bearer(api.key))).toMatchObject({
      status: 200,
      data: { member_id: api.ownerId },
    });
    expect(await send("/member/info?app_key=", bearer(api.key))).toMatchObject({ status: 200 });
  });

  test("401 without a key, with a wrong one, with one that cannot be one", async () => {
    const unauthorized = { status: 401, code: "Unauthorized", message: "You are unauthorized." };
    expect(await send("/member/info")).toMatchObject(unauthorized);
    expect(await send("/member/info?app_key=tk_wrong")).toMatchObject(unauthorized);
    expect(await send("/member/info", bearer("tk_wrong"))).toMatchObject(unauthorized);
    expect(await send("/member/info", { headers: { authorization: "Basic abc" } })).toMatchObject(unauthorized);
    expect(await send(`/member/info?app_key=${"x".repeat(5000)}`)).toMatchObject(unauthorized);
    expect(await send("/member/info?app_key=%00")).toMatchObject(unauthorized);
    expect((await send("/member/info")).headers.get("www-authenticate")).toBe("Bearer");
  });

  test("401 before anything about the input is said", async () => {
    expect(await send("/channel/info", { body: "{" })).toMatchObject({ status: 401 });
  });

  test("401 at once for a disabled key and for a person who is gone", async () => {
    const { key, keyId } = await createAppKey(api.database, { email: OWNER_EMAIL, name: "second" }, Date.now());
    expect(await send("/member/info", bearer(key))).toMatchObject({ status: 200 });
    await api.database.rows(setKeyStatus, [keyId, "disabled"]);
    expect(await send("/member/info", bearer(key))).toMatchObject({ status: 401 });
    await api.database.rows(setPersonStatus, [api.ownerId, "deleted"]);
    expect(await send("/member/info", bearer(api.key))).toMatchObject({ status: 401 });
    await api.database.rows(setPersonStatus, [api.ownerId, "enabled"]);
  });
});

describe("what is not an operation", () => {
  test("404 RouteNotFound for unknown paths, whatever the method", async () => {
    for (const path of ["/", "/nope", "/channel/info/", "/monit/query", "/Channel/info"]) {
      expect(await send(path), path).toMatchObject({ status: 404, code: "RouteNotFound" });
    }
    expect(await send("/nope", { method: "GET" })).toMatchObject({ status: 404, code: "RouteNotFound" });
  });

  test("405 MethodNotAllowed with Allow for a known path", async () => {
    for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const answer = await send("/channel/info?app_key=x", { method });
      expect(answer, method).toMatchObject({ status: 405, code: "MethodNotAllowed" });
      expect(answer.headers.get("allow")).toBe("POST");
    }
  });

  test("400 BadRequest for a path that is no URL path", async () => {
    expect(await send("/%zz")).toMatchObject({ status: 400, code: "BadRequest" });
  });

  test("400 BadRequest for bytes that are no HTTP", async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(Number(new URL(api.url).port), "127.0.0.1", () => socket.write("nonsense\r\n\r\n"));
      socket.on("data", (bytes) => {
        received += bytes.toString();
      });
      socket.on("end", () => resolve(received));
      socket.on("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"BadRequest"');
  });
});

describe("bodies", () => {
  const withBody = (body: string | Buffer, headers: Record<string, string> = { "content-type": "application/json" }) =>
    send(`/channel/list?app_key=${api.key}`, { body, headers });

  test("200 for JSON under any of its names, none at all, and for nothing", async () => {
    for (const type of [
      "application/json",
      "application/json; charset=UTF-8",
      "application/vnd.x+json",
      "text/json",
      "text/plain",
    ]) {
      expect(await withBody("{}", { "content-type": type }), type).toMatchObject({ status: 200 });
    }
    expect(await withBody(Buffer.from("{}"), {})).toMatchObject({ status: 200 });
    expect(await withBody("")).toMatchObject({ status: 200 });
    expect(await withBody(" \n")).toMatchObject({ status: 200 });
    expect(await withBody("\ufeff{}")).toMatchObject({ status: 200 });
    expect(await send(`/channel/list?app_key=${api.key}`)).toMatchObject({ status: 200 });
  });

  test("400 InvalidContentType", async () => {
    for (const type of ["application/xml", "application/x-www-form-urlencoded", "garbage", "application/jsonx"]) {
      expect(await withBody("{}", { "content-type": type }), type).toMatchObject({
        status: 400,
        code: "InvalidContentType",
      });
    }
    const zipped = { "content-type": "application/json", "content-encoding": "gzip" };
    expect(await withBody(gzipSync("{}"), zipped)).toMatchObject({ status: 400, code: "InvalidContentType" });
  });

  test("400 BadRequest for what cannot be parsed", async () => {
    for (const body of ["{", "nope", "{'a':1}", '{"a":1}x', Buffer.from([0x7b, 0xff, 0x7d])]) {
      expect(await withBody(body)).toMatchObject({ status: 400, code: "BadRequest" });
    }
  });

  test("400 InvalidParameter for JSON that is no object", async () => {
    expect((await withBody("[]")).message).toBe("the body: expected an object, got an array");
    expect((await withBody("null")).message).toBe("the body: expected an object, got null");
    expect((await withBody('"x"')).message).toBe('the body: expected an object, got "x"');
  });

  test("400 InvalidParameter for what would hurt further in", async () => {
    const deep = `{"query":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect(await withBody(deep)).toMatchObject({
      status: 400,
      code: "InvalidParameter",
      message: expect.stringContaining("nested deeper"),
    });
    const many = JSON.stringify({ channel_ids: Array.from({ length: 200_000 }, () => "x") });
    expect(await withBody(many)).toMatchObject({
      status: 400,
      message: expect.stringContaining("at most 200000 values"),
    });
    expect(await withBody('{"a\\u0000":1}')).toMatchObject({ status: 400, message: expect.stringContaining("NUL") });
    expect(await withBody('{"x":{"\\ud800":1}}')).toMatchObject({
      status: 400,
      message: expect.stringContaining("surrogate"),
    });
    expect(await withBody('{"__proto__":{"limit":5},"limit":1e400}')).toMatchObject({
      status: 400,
      code: "InvalidParameter",
    });
  });

  test("413 EntityTooLarge past 10 MB", async () => {
    expect(await withBody(`{"query":"${"x".repeat(10 * 1024 * 1024)}"}`)).toMatchObject({
      status: 413,
      code: "EntityTooLarge",
    });
  });
});

describe("around the answer", () => {
  test("security headers on every answer of the API", async () => {
    for (const { headers } of [await api.call("/member/info"), await send("/nope"), await send("/member/info")]) {
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    }
  });

  test("one line per call, without a key in it", async () => {
    api.log.length = 0;
    const { data } = await api.call("/integration/create", { plugin_type: "aliyun-prometheus" });
    await send(`/nope/${api.key}?app_key=${api.key}`);
    await send("/member/info?app_key=tk_wrong_key");
    expect(api.log).toMatchObject([
      { event: "api.call", operation: "/integration/create", status: 200, code: "OK", personId: api.ownerId },
      { event: "api.call", operation: "", status: 404, code: "RouteNotFound", personId: 0 },
      { event: "api.call", operation: "/member/info", status: 401, code: "Unauthorized", personId: 0 },
    ]);
    const written = JSON.stringify(api.log);
    for (const secret of [api.key, "tk_wrong_key", String(data.integration_key)]) expect(written).not.toContain(secret);
  });

  test("pushes go past the framework", async () => {
    const response = await fetch(`${api.url}/event/push/alert/x?integration_key=1`, { method: "DELETE" });
    expect([response.status, await response.text()]).toEqual([200, "push"]);
  });

  test("health and metrics", async () => {
    expect(await (await fetch(`${api.url}/healthz`)).json()).toEqual({ status: "ok" });
    expect(await (await fetch(`${api.url}/readyz`)).json()).toEqual({ ready: true, because: "" });
    const metrics = await fetch(`${api.url}/metrics`);
    expect([metrics.headers.get("content-type"), await metrics.text()]).toEqual([
      "text/plain; version=0.0.4; charset=utf-8",
      "up 1\n",
    ]);
  });
});

test("429 RequestTooFrequently past the limit of a key", async () => {
  const limited = await startApi({ perSecond: 0, perMinute: 2 });
  expect((await limited.call("/member/info")).status).toBe(200);
  expect((await limited.call("/member/info")).status).toBe(200);
  const refused = await limited.call("/member/info");
  expect(refused).toMatchObject({ status: 429, code: "RequestTooFrequently" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const { key } = await createAppKey(limited.database, { email: OWNER_EMAIL, name: "other" }, Date.now());
  const other = await fetch(`${limited.url}/member/info?app_key=${key}`, { method: "POST" });
  expect(other.status).toBe(200);
  await limited.stop();
});
