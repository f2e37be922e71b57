import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VIEWER } from "../../contract/role.ts";
import { type ApiUnderTest, OWNER_EMAIL, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";
import { addAlert, addIncident } from "../../test/support/rows.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const UNKNOWN = "0123456789abcdef01234567";
/** Channel 0 stands for none, and its incidents are handled like all others. */
const WITHOUT_CHANNEL = { channelId: 0 };
const progressOf = async (id: string) => (await api.call("/incident/info", { incident_id: id })).data.progress;

describe("/incident/ack and /incident/unack", () => {
  test("200: several at once, each of them once however often it is named", async () => {
    const ids = [
      await addIncident(api.database, WITHOUT_CHANNEL),
      await addIncident(api.database, { ...WITHOUT_CHANNEL, progress: "Closed" }),
    ];
    const incident_ids = [...ids, ...ids];
    expect(await api.call("/incident/ack", { incident_ids })).toMatchObject({ status: 200, data: {} });
    expect([await progressOf(ids[0] ?? ""), await progressOf(ids[1] ?? "")]).toEqual(["Processing", "Closed"]);
    const { data } = await api.call("/incident/info", { incident_id: ids[0] });
    expect([...(data.responders ?? [])]).toMatchObject([{ person_id: api.ownerId, email: OWNER_EMAIL }]);
    expect(await api.call("/incident/unack", { incident_ids })).toMatchObject({ status: 200, data: {} });
    expect(await progressOf(ids[0] ?? "")).toBe("Triggered");
  });
});

describe("/incident/resolve and /incident/reopen", () => {
  test("200: several at once, each with its open alerts", async () => {
    const ids = [await addIncident(api.database, WITHOUT_CHANNEL), await addIncident(api.database, WITHOUT_CHANNEL)];
    const alerts = [await addAlert(api.database, { incidentId: ids[0] ?? null })];
    expect(await api.call("/incident/resolve", { incident_ids: ids })).toMatchObject({ status: 200, data: {} });
    expect([await progressOf(ids[0] ?? ""), await progressOf(ids[1] ?? "")]).toEqual(["Closed", "Closed"]);
    const { data } = await api.call("/alert/info", { alert_id: alerts[0] });
    expect(data.progress).toBe("Closed");
    expect(await api.call("/incident/reopen", { incident_ids: ids, reason: "again" })).toMatchObject({ status: 200 });
    expect([await progressOf(ids[0] ?? ""), await progressOf(ids[1] ?? "")]).toEqual(["Triggered", "Triggered"]);
  });

  test.each(["/incident/ack", "/incident/unack", "/incident/resolve", "/incident/reopen"])(
    "400: %s of nothing, of too many, of what there is not",
    async (path) => {
      expect(await api.call(path, { incident_ids: [] })).toMatchObject({ status: 400, code: "InvalidParameter" });
      const many = Array.from({ length: 101 }, () => UNKNOWN);
      expect((await api.call(path, { incident_ids: many })).message).toMatch(/incident_ids/);
      expect(await api.call(path, { incident_ids: [UNKNOWN] })).toMatchObject({
        status: 400,
        code: "ResourceNotFound",
      });
    },
  );
});

describe("/incident/comment", () => {
  test("200: a note on each timeline", async () => {
    const id = await addIncident(api.database, WITHOUT_CHANNEL);
    const answer = await api.call("/incident/comment", { incident_ids: [id, id], comment: "looking" });
    expect(answer).toMatchObject({ status: 200, data: {} });
    const { data } = await api.call("/incident/feed", { incident_id: id });
    expect([...(data.items ?? [])]).toMatchObject([{ type: "i_comm", creator_id: api.ownerId }]);
  });

  test("400: empty, and longer than 1024 characters", async () => {
    const incident_ids = [await addIncident(api.database, WITHOUT_CHANNEL)];
    for (const comment of ["", "x".repeat(1025)]) {
      const { status, code, message } = await api.call("/incident/comment", { incident_ids, comment });
      expect({ status, code }).toEqual({ status: 400, code: "InvalidParameter" });
      expect(message).toMatch(/^comment/);
    }
  });
});

const COMMANDS = ["ack", "unack", "resolve", "reopen", "comment"].map((name) => `/incident/${name}`);

test.each(COMMANDS)("401: %s without a key", async (path) => {
  expect((await fetch(`${api.url}${path}`, { method: "POST", body: "{}" })).status).toBe(401);
});

test("403: who may only read acts on nothing", async () => {
  const viewer = await addMember(api.database, "Viewer", [VIEWER.id]);
  for (const path of COMMANDS) {
    const answer = await fetch(`${api.url}${path}?app_key=${viewer.key}`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(403);
  }
});
