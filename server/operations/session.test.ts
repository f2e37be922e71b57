import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, OWNER_EMAIL, readAnswer, startApi } from "../../test/support/api-under-test.ts";
import { addMember, PASSWORD } from "../../test/support/people.ts";
import { execute } from "../../test/support/sql.ts";

const OWNER = { email: OWNER_EMAIL, password: "correct horse" };
const HOUR_MS = 3_600_000;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function send(path: string, body: object, headers: Record<string, string> = {}) {
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
  return readAnswer(await fetch(`${api.url}${path}`, { ...init, body: JSON.stringify(body) }), path);
}

/** Signs in as a browser would and returns the headers of its next call. */
async function signIn(who: { email: string; password: string } = OWNER) {
  const answer = await send("/session/create", who);
  expect(answer.status).toBe(200);
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "", "x-tocsin-console": "1" };
}

describe("/session/create", () => {
  test("200: sets a cookie that no script can read and no other site can send, over https only when the hub is", async () => {
    const answer = await send("/session/create", { ...OWNER, email: OWNER_EMAIL.toUpperCase() });
    expect(answer).toMatchObject({ status: 200, data: { member_id: api.ownerId, member_name: "owner" } });
    expect(answer.headers.get("set-cookie")).toMatch(
      /^tocsin_session=[0-9a-f]{64}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  test("P11: what the cookie holds is neither stored nor logged", async () => {
    const { cookie } = await signIn();
    const secret = cookie.split("=")[1] ?? "";
    const stored = await execute<object>(api.database, "select encode(session_hash, 'hex') as hash from session");
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify([stored, api.log])).not.toContain(secret);
    expect(JSON.stringify(api.log)).not.toContain(OWNER.password);
  });

  test("400 InvalidParameter", async () => {
    expect(await send("/session/create", { email: OWNER_EMAIL })).toMatchObject({
      ...{ status: 400, code: "InvalidParameter", message: "password: expected a string, got nothing" },
    });
  });

  test("401: the same answer for a wrong password, an unknown address and somebody who is gone", async () => {
    const gone = await addMember(api.database, "Gone", []);
    await execute(api.database, "update person set status = 'deleted' where person_id = $1", [gone.personId]);
    const wrong = [
      { ...OWNER, password: "wrong password" },
      { ...OWNER, password: "" },
      { email: "nobody@example.com", password: OWNER.password },
      { email: gone.email, password: PASSWORD },
    ];
    for (const who of wrong) {
      const answer = await send("/session/create", who);
      expect(answer).toMatchObject({ status: 401, message: "the e-mail address or the password is wrong" });
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
  });

  test("403 when a page of another site asks", async () => {
    const answer = await send("/session/create", OWNER, { "sec-fetch-site": "cross-site" });
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("429 after ten wrong passwords for one address, with the time to wait, also for the right one", async () => {
    const { email } = await addMember(api.database, "Guessed", []);
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => send("/session/create", { email, password: "?" })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const answer = await send("/session/create", { email, password: PASSWORD });
    expect(answer).toMatchObject({ status: 429, code: "RequestTooFrequently" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(200);
    expect(answer.message).toContain("too many wrong passwords");
  });
});

describe("a session", () => {
  test("acts as the person, with their roles", async () => {
    const session = await signIn();
    expect(await send("/member/info", {}, session)).toMatchObject({ status: 200, data: { member_id: api.ownerId } });
    const { email } = await addMember(api.database, "No Roles", []);
    expect(await send("/channel/list", {}, await signIn({ email, password: PASSWORD }))).toMatchObject({ status: 403 });
  });

  test("403 without the console's header, which no other site can send", async () => {
    const { cookie } = await signIn();
    const answer = await send("/member/info", {}, { cookie });
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(answer.message).toBe("a call with the session cookie needs the header X-Tocsin-Console: 1");
  });

  test("an app key counts before the cookie", async () => {
    const other = await addMember(api.database, "Key Holder", []);
    const answer = await send(`/member/info?app_key=${other.key}`, {}, await signIn());
    expect(answer.status).toBe(200);
    expect(answer.data.member_id).toBe(other.personId);
  });

  test("401 for a cookie that is made up, beside one that is fine for others", async () => {
    const headers = { cookie: `theme=dark; tocsin_session=${"0".repeat(64)}`, "x-tocsin-console": "1" };
    expect(await send("/member/info", {}, headers)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, { ...headers, cookie: "tocsin_session=short" })).toMatchObject({
      status: 401,
    });
  });

  test("ends after 12 hours without a call, and 7 days after it began; calls keep it", async () => {
    const age = (startedHours: number, seenHours: number) =>
      execute(api.database, "update session set started_at = $1, seen_at = $2", [
        Date.now() - startedHours * HOUR_MS,
        Date.now() - seenHours * HOUR_MS,
      ]);
    const statusOf = async (session: Record<string, string>) => (await send("/member/info", {}, session)).status;
    const session = await signIn();
    await age(20, 11.9);
    expect(await statusOf(session)).toBe(200);
    const [row] = await execute<{ seen: number }>(api.database, "select max(seen_at) as seen from session");
    expect(row?.seen).toBeGreaterThan(Date.now() - HOUR_MS);
    await age(20, 12.1);
    expect(await statusOf(session)).toBe(401);
    await age(167.9, 0);
    expect(await statusOf(session)).toBe(200);
    await age(168.1, 0);
    expect(await statusOf(session)).toBe(401);
  });
});

describe("/session/list and /session/end", () => {
  test("200: one's own sessions with where they began; ending one, and all others", async () => {
    const { email } = await addMember(api.database, "Everywhere", []);
    const who = { email, password: PASSWORD };
    const [here, there, elsewhere] = [await signIn(who), await signIn(who), await signIn(who)];
    const list = async () => Array.from((await send("/session/list", {}, here)).data.items ?? []);
    const sessions = await list();
    expect(sessions).toHaveLength(3);
    expect(sessions.filter((one) => Boolean(one.is_current))).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ address: "127.0.0.1", user_agent: "node" });
    expect(JSON.stringify(sessions)).not.toContain(here.cookie.split("=")[1]);

    const hereId = sessions.find((one) => Boolean(one.is_current))?.session_id;
    expect(await send("/session/end", { session_id: hereId }, there)).toMatchObject({ data: { ended: 1 } });
    expect(await send("/member/info", {}, here)).toMatchObject({ status: 401 });
    expect(await send("/session/end", {}, there)).toMatchObject({ status: 200, data: { ended: 1 } });
    expect(await send("/member/info", {}, elsewhere)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, there)).toMatchObject({ status: 200 });
  });

  test("neither shows nor ends anybody else's", async () => {
    const { key } = await addMember(api.database, "Nosy", []);
    const owner = await signIn();
    const [mine] = Array.from((await send("/session/list", {}, owner)).data.items ?? []);
    const nosy = { authorization: `Bearer ${key}` };
    expect((await send("/session/list", {}, nosy)).data).toEqual({ items: [] });
    const end = await send("/session/end", { session_id: mine?.session_id }, nosy);
    expect(end).toMatchObject({ status: 200, data: { ended: 0 } });
    expect(await send("/member/info", {}, owner)).toMatchObject({ status: 200 });
  });

  test("400 InvalidParameter, 401", async () => {
    expect(await send("/session/end", { session_id: "x" }, await signIn())).toMatchObject({
      ...{ status: 400, code: "InvalidParameter" },
    });
    expect(await send("/session/list", {})).toMatchObject({ status: 401 });
  });
});

describe("/member/password/reset", () => {
  const NEW_PASSWORD = "another long one";

  test("200: the new password counts, other sessions end, this one and app keys go on", async () => {
    const { email, key } = await addMember(api.database, "Changer", []);
    const who = { email, password: PASSWORD };
    const [here, there] = [await signIn(who), await signIn(who)];
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect(await send("/member/password/reset", change, here)).toMatchObject({ status: 200, data: {} });
    expect(await send("/member/info", {}, here)).toMatchObject({ status: 200 });
    expect(await send("/member/info", {}, there)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, { authorization: `Bearer ${key}` })).toMatchObject({ status: 200 });
    expect(await send("/session/create", who)).toMatchObject({ status: 401 });
    await signIn({ email, password: NEW_PASSWORD });
  });

  test("400: a wrong current password, and a new one that is too short, change nothing", async () => {
    const { email } = await addMember(api.database, "Careful", []);
    const here = await signIn({ email, password: PASSWORD });
    const reset = (current_password: string, new_password: string) =>
      send("/member/password/reset", { current_password, new_password }, here);
    expect(await reset("wrong", NEW_PASSWORD)).toMatchObject({
      ...{ status: 400, message: "current_password: this is not your password" },
    });
    expect((await reset(PASSWORD, "short")).message).toBe(
      "new_password: expected at least 8 characters, got 5 characters",
    );
    await signIn({ email, password: PASSWORD });
  });

  test("429: guesses at it count as guesses at the door do", async () => {
    const { email } = await addMember(api.database, "Stolen", []);
    const here = await signIn({ email, password: PASSWORD });
    const guess = { current_password: "?", new_password: NEW_PASSWORD };
    for (let i = 0; i < 10; i += 1) await send("/member/password/reset", guess, here);
    const answer = await send("/member/password/reset", { ...guess, current_password: PASSWORD }, here);
    expect(answer).toMatchObject({ status: 429, code: "RequestTooFrequently" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(200);
  });
});

describe("/session/delete", () => {
  test("200: ends this session and no other, and takes the cookie away", async () => {
    const [one, other] = [await signIn(), await signIn()];
    const answer = await send("/session/delete", {}, one);
    expect(answer).toMatchObject({ status: 200, data: {} });
    expect(answer.headers.get("set-cookie")).toMatch(/^tocsin_session=; Path=\/; Max-Age=0;/);
    expect(await send("/member/info", {}, one)).toMatchObject({ status: 401 });
    expect(await send("/member/info", {}, other)).toMatchObject({ status: 200 });
  });

  test("200 without effect for an app key", async () => {
    expect(await api.call("/session/delete")).toMatchObject({ status: 200, data: {} });
    expect(await api.call("/member/info")).toMatchObject({ status: 200 });
  });

  test("401 without a session", async () => {
    expect(await send("/session/delete", {})).toMatchObject({ status: 401 });
  });
});
