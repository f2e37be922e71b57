import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONSOLE_ROUTES } from "../../contract/console-routes.ts";
import { startTestHub, type TestHub } from "../../test/support/hub.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const get = (path: string, headers: Record<string, string> = HTML) => fetch(`${hub.url}${path}`, { headers });
const assetOf = async () => /src="(\/assets\/[^"]+\.js)"/.exec(await (await get("/channel")).text())?.[1] ?? "";

describe("pages", () => {
  test.each(CONSOLE_ROUTES)("%s is the console to who asks for HTML", async (route) => {
    const response = await get(route.replace(":id", "17"));
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await response.text()).toContain("<title>Tocsin</title>");
  });

  test.each([
    ["an address that is not the console's", "GET", "/nowhere", HTML],
    ["who does not ask for HTML", "GET", "/channel", { accept: "application/json" }],
    ["who takes anything", "GET", "/", { accept: "*/*" }],
    ["another method", "POST", "/channel", HTML],
    ["an operation's path below a page's", "GET", "/channel/detail", HTML],
  ])("404 RouteNotFound: %s", async (_name, method, path, headers) => {
    const response = await fetch(`${hub.url}${path}`, { method, headers });
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: "RouteNotFound" } }]);
  });

  test("405 MethodNotAllowed as before: GET on an operation", async () => {
    expect((await get("/channel/list")).status).toBe(405);
  });

  test("P11: no script or style but ours runs, and every answer has a nonce of its own", async () => {
    const [first, second] = [await get("/channel"), await get("/channel")];
    const policy = first.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonce.length).toBeGreaterThan(20);
    expect(second.headers.get("content-security-policy")).not.toContain(nonce);
    const page = await first.text();
    expect(page).toContain(nonce);
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });
});

describe("files", () => {
  test("are kept for a year, and come compressed to who takes that", async () => {
    const path = await assetOf();
    const response = await get(path, { "accept-encoding": "gzip" });
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    const plain = await get(path, { "accept-encoding": "identity" });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(await plain.text()).toBe(await response.text());
  });

  test.each(["/assets/", "/assets/nothing.js", "/assets/..%2findex.html", "/assets/../../package.json", "/index.html"])(
    "404: %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
