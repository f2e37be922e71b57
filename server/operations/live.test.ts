import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RESPONDER, VIEWER } from "../../contract/role.ts";
import { CONSOLE_HEADER, SESSION_COOKIE } from "../../contract/session.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { isNamed, openLive, type StreamOptions, type TestStream } from "../../test/support/live.ts";
import { addMember, type TestMember } from "../../test/support/people.ts";
import { poll } from "../../test/support/poll.ts";
import { execute } from "../../test/support/sql.ts";
import { noteChange } from "../live/change-store.ts";
import { startSession } from "../people/session-store.ts";

const HERE = { address: "127.0.0.1", userAgent: "a browser" };
let api: ApiUnderTest;
let outsider: TestMember;
const opened: TestStream[] = [];
beforeAll(async () => {
  api = await startApi();
  outsider = await addMember(api.database, "Out Sider", [RESPONDER.id]);
});
afterAll(async () => {
  await Promise.all(opened.map((stream) => stream.close()));
  await api.stop();
});

async function open(options: StreamOptions): Promise<TestStream> {
  const stream = await openLive(api.url, options);
  opened.push(stream);
  await stream.ready();
  return stream;
}

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
const get = (headers: Record<string, string> = {}, query = "") => fetch(`${api.url}/live${query}`, { headers });
const createChannel = async (name: string, more: object = {}): Promise<number> => {
  const made = await api.call("/channel/create", { team_id: api.teamId, channel_name: name, ...more });
  expect(made.status).toBe(200);
  return Number(made.data.channel_id);
};
const isEdit = (noun: string, id: number) => (event: TestStream["events"][number]) =>
  event.name === "config.changed" && event.data.items.some((item) => item.noun === noun && item.id === id);

// What an earlier test did is told by now: the batch after the beginning of a new stream may overlap with what was before it.
let stories = 0;
beforeEach(async () => {
  stories += 1;
  const stream = await open(bearer(api.key));
  await stream.hear(isEdit("channel", await createChannel(`Before story ${stories}`)));
  await stream.close();
});

describe("200", () => {
  test("with a Bearer key: not cached, not buffered, and the first event asks to read everything", async () => {
    const stream = await open(bearer(api.key));
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    });
    expect(stream.headers.get("x-request-id")).toMatch(/\w{20}/);
    expect(stream.notes[0]).toBe("retry: 2000");
    expect(stream.events.map(({ name }) => name)).toEqual(["resync"]);
    await stream.close();
  });

  test("with app_key in the query", async () => {
    const response = await get({}, `?app_key=${api.key}`);
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  test("in a session, which an open stream keeps in use", async () => {
    const secret = await startSession(api.database, outsider.personId, HERE, Date.now() - 600_000);
    const stream = await open({ headers: { cookie: `${SESSION_COOKIE}=${secret}`, [CONSOLE_HEADER]: "1" } });
    const [session] = await execute<{ seen: number }>(
      api.database,
      "select seen_at as seen from session where person_id = $1",
      [outsider.personId],
    );
    expect(Date.now() - Number(session?.seen)).toBeLessThan(60_000);
    await execute(api.database, "delete from session where person_id = $1", [outsider.personId]);
    await stream.ended;
  });

  test("an edit is heard of by everyone, whoever made it", async () => {
    const [mine, theirs] = await Promise.all([open(bearer(api.key)), open(bearer(outsider.key))]);
    const channelId = await createChannel("Heard of");
    await Promise.all([mine, theirs].map((stream) => stream.hear(isEdit("channel", channelId))));
    await Promise.all([mine.close(), theirs.close()]);
  });

  test("who comes back with the id of the last event hears what was new meanwhile, and nothing twice", async () => {
    const before = await open(bearer(api.key));
    const known = await createChannel("Known");
    await before.hear(isEdit("channel", known));
    await before.close();
    const integration = await api.call("/integration/create", { plugin_type: "aliyun-prometheus", channel_id: known });
    const integrationId = Number(integration.data.integration_id);
    const after = await open({ ...bearer(api.key), lastId: before.lastId() });
    expect(after.events.map(({ name }) => name)).toEqual(["config.changed"]);
    expect(after.events.some(isEdit("integration", integrationId))).toBe(true);
    await after.close();
  });

  test.each(["", "nonsense", "abcd-1:1:", "abcd-9:1:5,4", "a".repeat(5_000)])(
    "an id that is not ours (%.12s) is answered with resync",
    async (lastId) => {
      const stream = await open({ ...bearer(api.key), lastId });
      expect(stream.events.map(({ name }) => name)).toEqual(["resync"]);
      await stream.close();
    },
  );

  test("an id of ours that holds no snapshot is answered with resync", async () => {
    const known = await open(bearer(api.key));
    const [epoch] = known.lastId().split("-");
    const stream = await open({ ...bearer(api.key), lastId: `${epoch}-9:1:5,4` });
    expect(stream.events.map(({ name }) => name)).toEqual(["resync"]);
    await Promise.all([known.close(), stream.close()]);
  });
});

describe("what somebody may not see", () => {
  const things = (channelId: number) => ({
    integrations: [[4_242, channelId, 1_700_000_000, 3]] satisfies [number, number, number, number][],
    alerts: [[channelId, ["a".repeat(24)]]] satisfies [number, string[]][],
    incidents: [[channelId, ["b".repeat(24)]]] satisfies [number, string[]][],
  });

  test("nothing of a private channel reaches an outsider; a member of its team hears all of it", async () => {
    const hidden = await createChannel("Hidden", { is_private: true });
    const [mine, theirs] = await Promise.all([open(bearer(api.key)), open(bearer(outsider.key))]);
    await noteChange(api.database, things(hidden));
    await api.call("/integration/create", { plugin_type: "aliyun-prometheus", channel_id: hidden });
    const last = await createChannel("Afterwards");
    await Promise.all([mine, theirs].map((stream) => stream.hear(isEdit("channel", last))));
    const names = ["integration.last_time", "delivery.new", "alert.changed", "incident.changed", "channel.changed"];
    const [said, saidToOutsider] = [mine, theirs].map(({ events }) => events.slice(1));
    expect(said?.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(saidToOutsider?.length).toBeGreaterThan(0);
    expect(saidToOutsider?.every(isEdit("channel", last))).toBe(true);
    expect(JSON.stringify(saidToOutsider)).not.toContain(String(hidden));
    await Promise.all([mine.close(), theirs.close()]);
  });

  test("a channel that becomes private is silent from then on, and who joins its team reads everything anew", async () => {
    const channelId = await createChannel("Soon private");
    const theirs = await open(bearer(outsider.key));
    await noteChange(api.database, { incidents: [[channelId, ["c".repeat(24)]]] });
    await theirs.hear(isNamed("incident.changed"));

    await execute(api.database, "update channel set is_private = true where channel_id = $1", [channelId]);
    await noteChange(api.database, { incidents: [[channelId, ["d".repeat(24)]]] });
    const isResync = ({ name, data }: TestStream["events"][number]) =>
      name === "resync" && data.because.includes("may see");
    await theirs.hear(isResync);
    expect(JSON.stringify(theirs.events)).not.toContain("d".repeat(24));

    await execute(api.database, "insert into team_member (team_id, person_id) values ($1, $2)", [
      api.teamId,
      outsider.personId,
    ]);
    await theirs.hear(() => theirs.events.filter(isResync).length === 2);
    await noteChange(api.database, { incidents: [[channelId, ["e".repeat(24)]]] });
    await theirs.hear((event) => JSON.stringify(event).includes("e".repeat(24)));
    await execute(api.database, "delete from team_member where person_id = $1", [outsider.personId]);
    await theirs.close();
  });

  test("roles without a permission hear nothing of what it guards", async () => {
    const nobody = await addMember(api.database, "No Roles", []);
    const viewer = await addMember(api.database, "Just Looking", [VIEWER.id]);
    const [theirs, viewers] = await Promise.all([open(bearer(nobody.key)), open(bearer(viewer.key))]);
    const channelId = await createChannel("Guarded");
    await noteChange(api.database, things(channelId));
    await execute(api.database, "update team set description = 'moved' where team_id = $1", [api.teamId]);
    await Promise.all([theirs, viewers].map((stream) => stream.hear(isEdit("team", api.teamId))));
    expect(JSON.stringify(viewers.events)).toContain(String(channelId));
    expect(JSON.stringify(theirs.events)).not.toContain(String(channelId));
    expect(theirs.events.filter(isNamed("integration.last_time"))).toEqual([]);
    await Promise.all([theirs.close(), viewers.close()]);
  });

  test("a key that is disabled ends its stream", async () => {
    const member = await addMember(api.database, "Short Lived", [VIEWER.id]);
    const stream = await open(bearer(member.key));
    await execute(api.database, "update app_key set status = 'disabled' where person_id = $1", [member.personId]);
    await stream.ended;
  });
});

describe("refused", () => {
  test("401 without a credential, and with a key that does not exist", async () => {
    expect((await get()).status).toBe(401);
    const refused = await get({ authorization: "Bearer tk_nothing" });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: "Unauthorized" } });
  });

  test("403 for a session cookie without the console's header: no page of another site can open a stream", async () => {
    const secret = await startSession(api.database, api.ownerId, HERE, Date.now());
    expect((await get({ cookie: `${SESSION_COOKIE}=${secret}` })).status).toBe(403);
  });

  test("405 for POST, with what is allowed", async () => {
    const refused = await fetch(`${api.url}/live`, { method: "POST" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET"]);
  });

  test("429 for the 21st stream of a person, and a place that was left is free", async () => {
    const greedy = await addMember(api.database, "Greedy One", [VIEWER.id]);
    const streams = await Promise.all(Array.from({ length: 20 }, () => open(bearer(greedy.key))));
    const refused = await get({ authorization: `Bearer ${greedy.key}` });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining("at most 20") } });
    await Promise.all(streams.map((stream) => stream.close()));
    expect(await openUntilAdmitted(greedy.key)).toBe(200);
  });
});

/** The hub learns of a closed connection a moment after its reader closed it. */
function openUntilAdmitted(key: string): Promise<number | false> {
  return poll(async () => {
    const response = await get({ authorization: `Bearer ${key}` });
    await response.body?.cancel();
    return response.status === 200 && response.status;
  });
}

test("a hub that stops ends its streams, and does not wait for their readers to leave", async () => {
  const stopping = await startApi();
  const stream = await openLive(stopping.url, bearer(stopping.key));
  await stream.ready();
  await stopping.stop();
  await stream.ended;
});
