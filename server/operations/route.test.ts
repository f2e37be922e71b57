import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, type Data, startApi } from "../../test/support/api-under-test.ts";
import { addAlert } from "../../test/support/rows.ts";
import { readConfigVersion } from "../edits/config-version-store.ts";

let api: ApiUnderTest;
let channelId = 0;
let otherId = 0;
beforeAll(async () => {
  api = await startApi();
  const create = async (channel_name: string) =>
    Number((await api.call("/channel/create", { team_id: api.teamId, channel_name })).data.channel_id);
  [channelId, otherId] = [await create("Payments"), await create("Data")];
});
afterAll(() => api.stop());

async function createShared(fields: object = {}): Promise<number> {
  const { data } = await api.call("/integration/create", { plugin_type: "aliyun-prometheus", ...fields });
  return Number(data.integration_id);
}

const upsert = (integration_id: unknown, fields: object) => api.call("/route/upsert", { integration_id, ...fields });
const info = async (integration_id: number) => (await api.call("/route/info", { integration_id })).data;
const critical = { key: "severity", oper: "IN", vals: ["Critical"] };

describe("/route/upsert", () => {
  test("200: what was sent is what is read, old keys, nulls and unknown members included", async () => {
    const integrationId = await createShared();
    const sent = {
      cases: [
        { if: [{ key: "alert_severity", oper: "IN", vals: ["Critical"], newer: 1 }], channel_ids: [channelId] },
        {
          if: [],
          channel_ids: null,
          fallthrough: true,
          routing_mode: "name_mapping",
          name_mapping_label: "labels.team",
          note: { by: "hand" },
        },
      ],
      sections: [{ name: "First", position: 0, colour: "red" }],
      default: { channel_ids: [otherId, channelId] },
    };
    expect(await upsert(integrationId, sent)).toMatchObject({ status: 200, data: {} });
    const read = await info(integrationId);
    expect(read).toMatchObject({
      integration_id: integrationId,
      status: "enabled",
      version: 1,
      creator_id: api.ownerId,
    });
    expect({ cases: read.cases, sections: read.sections, default: read.default }).toEqual(sent);
  });

  test("200: replaces the whole route, and each save raises the version that nodes watch and the route's own", async () => {
    const integrationId = await createShared({ default_channel_ids: [channelId] });
    const before = await readConfigVersion(api.database);
    expect(await info(integrationId)).toMatchObject({ version: 1, cases: [], default: { channel_ids: [channelId] } });
    await upsert(integrationId, { cases: [{ if: [critical], channel_ids: [channelId] }], version: 1 });
    expect(await info(integrationId)).toMatchObject({ version: 2, sections: [], default: null });
    await upsert(integrationId, { default: { channel_ids: [otherId] }, version: 0 });
    expect(await info(integrationId)).toMatchObject({ version: 3, cases: [] });
    expect(await readConfigVersion(api.database)).toBe(before + 2);
  });

  test("200: 10,000 cases", async () => {
    const integrationId = await createShared();
    const cases = Array.from({ length: 10_000 }, (_, at) => ({
      if: [{ key: "labels.service", oper: "IN", vals: [`service-${at}`] }],
      channel_ids: [channelId],
      fallthrough: false,
      routing_mode: "standard",
    }));
    expect((await upsert(integrationId, { cases })).status).toBe(200);
    expect((await info(integrationId)).cases?.length).toBe(10_000);
  });

  const good = { if: [critical], channel_ids: [1] };
  const wrong: [string, object, RegExp][] = [
    ["nothing", {}, /^cases: expected at least one case or a channel in default, got neither$/],
    ["an empty default", { default: { channel_ids: [] } }, /^cases: expected at least one case/],
    [
      "a case without conditions",
      { cases: [{ channel_ids: [1] }] },
      /^cases\[0\]\.if: expected an array, got nothing$/,
    ],
    [
      "a bad regular expression",
      { cases: [good, { ...good, if: [critical, { key: "title", oper: "IN", vals: ["ok", "/(/"] }] }] },
      /^cases\[1\]\.if\[1\]\.vals\[1\]: expected a regular expression that RE2 takes \(.*\), got "\/\(\/"$/,
    ],
    [
      "a bad range",
      { cases: [{ ...good, if: [{ key: "labels.ip", oper: "NOTIN", vals: ["cidr:10.0.0.0/99"] }] }] },
      /^cases\[0\]\.if\[0\]\.vals\[0\]: expected a range of addresses/,
    ],
    [
      "a bad number",
      { cases: [{ ...good, if: [{ key: "labels.n", oper: "IN", vals: ["num:gt:x"] }] }] },
      /^cases\[0\]\.if\[0\]\.vals\[0\]: expected a number/,
    ],
    [
      "an unknown key",
      { cases: [{ ...good, if: [{ key: "colour", oper: "IN", vals: [] }] }] },
      /^cases\[0\]\.if\[0\]\.key: expected title, .* got "colour"$/,
    ],
    [
      "an unknown operator",
      { cases: [{ ...good, if: [{ key: "title", oper: "EQ", vals: [] }] }] },
      /^cases\[0\]\.if\[0\]\.oper: expected one of IN, NOTIN, got "EQ"$/,
    ],
    [
      "a case without channels",
      { cases: [{ if: [] }] },
      /^cases\[0\]\.channel_ids: expected at least one channel, got none$/,
    ],
    [
      "name mapping with channels",
      { cases: [{ ...good, routing_mode: "name_mapping", name_mapping_label: "team" }] },
      /^cases\[0\]\.channel_ids: expected none with name_mapping, got 1 items$/,
    ],
    [
      "name mapping without a label",
      { cases: [{ if: [], routing_mode: "name_mapping" }] },
      /^cases\[0\]\.name_mapping_label: expected the label that holds the channel's name, got nothing$/,
    ],
    [
      "a section twice",
      {
        cases: [good],
        sections: [
          { name: "a", position: 0 },
          { name: "a", position: 1 },
        ],
      },
      /^sections\[1\]\.name: expected a name of its own, got "a" again$/,
    ],
    [
      "a section past the end",
      { cases: [good], sections: [{ name: "a", position: 2 }] },
      /^sections\[0\]\.position: expected at most 1, the number of cases, got 2$/,
    ],
    ["too many cases", { cases: Array(10_001).fill(good) }, /^cases: expected at most 10000 items, got 10001 items$/],
  ];
  test.each(wrong)("400 InvalidParameter: %s", async (_what, fields, message) => {
    const answer = await upsert(await createShared(), fields);
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(answer.message).toMatch(message);
  });

  test("400 InvalidParameter: a private integration has no route", async () => {
    const answer = await upsert(await createShared({ channel_id: channelId }), {
      default: { channel_ids: [channelId] },
    });
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(answer.message).toMatch(/^integration_id: a private integration has no route/);
  });

  test("400 ResourceNotFound: an integration or a channel that does not exist", async () => {
    const route = { default: { channel_ids: [channelId] } };
    expect(await upsert(99, route)).toMatchObject({ code: "ResourceNotFound", message: "there is no integration 99" });
    const integrationId = await createShared();
    const unknown = { cases: [{ if: [], channel_ids: [98] }] };
    expect(await upsert(integrationId, unknown)).toMatchObject({ status: 400, message: "there is no channel 98" });
    expect(await info(integrationId)).toBeNull();
  });

  test("409 VersionConflict: another save came in between, and nothing of this one is kept", async () => {
    const integrationId = await createShared({ default_channel_ids: [channelId] });
    const route = { default: { channel_ids: [otherId] } };
    const answer = await upsert(integrationId, { ...route, version: 2 });
    expect(answer).toMatchObject({ status: 409, code: "VersionConflict" });
    expect(await info(integrationId)).toMatchObject({ version: 1, default: { channel_ids: [channelId] } });
    expect(await upsert(await createShared(), { ...route, version: 1 })).toMatchObject({ status: 409 });
  });

  test("409 VersionConflict: of saves at once that read the same version one wins", async () => {
    const integrationId = await createShared({ default_channel_ids: [channelId] });
    const save = () => upsert(integrationId, { default: { channel_ids: [otherId] }, version: 1 });
    const answers = await Promise.all([save(), save(), save(), save()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const blind = () => upsert(integrationId, { default: { channel_ids: [otherId] } });
    await Promise.all([blind(), blind(), blind()]);
    expect((await info(integrationId)).version).toBe(5);
  });
});

describe("/route/info, /route/list", () => {
  test("200: null and left out when never set, or deleted", async () => {
    const [unset, set, gone] = [
      await createShared(),
      await createShared({ default_channel_ids: [channelId] }),
      await createShared({ default_channel_ids: [channelId] }),
    ];
    await api.call("/integration/delete", { integration_id: gone });
    expect(await info(unset)).toBeNull();
    const { data } = await api.call("/route/list", { integration_ids: [gone, unset, set, 99] });
    expect(Array.from(data.items ?? [], (item) => item.integration_id)).toEqual([set]);
    expect(await api.call("/route/info", { integration_id: gone })).toMatchObject({ code: "ResourceNotFound" });
  });

  test("400 ResourceNotFound, 400 InvalidParameter", async () => {
    expect(await api.call("/route/info", { integration_id: 99 })).toMatchObject({
      status: 400,
      code: "ResourceNotFound",
    });
    expect(await api.call("/route/info", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
    expect(await api.call("/route/list", {})).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("/route/history/list", () => {
  test("200: every version as it was saved, newest first, in pages", async () => {
    const integrationId = await createShared({ default_channel_ids: [channelId] });
    const cases = [{ if: [critical], channel_ids: [otherId] }];
    await upsert(integrationId, { cases, sections: [{ name: "a", position: 1 }] });
    await upsert(integrationId, { default: { channel_ids: [otherId] } });
    const list = async (fields: object) =>
      (await api.call("/route/history/list", { integration_id: integrationId, ...fields })).data;
    const all = await list({ limit: 50, orderby: "updated_at" });
    expect(all).toMatchObject({ total: 3, has_next_page: false });
    expect(Array.from(all.items ?? [])).toMatchObject([
      { version: 3, cases: [], default: { channel_ids: [otherId] }, updated_by: api.ownerId },
      { version: 2, cases, sections: [{ name: "a", position: 1 }], default: null },
      { version: 1, cases: [], sections: [], default: { channel_ids: [channelId] } },
    ]);
    const versions = (data: Data) => Array.from(data.items ?? [], (item) => item.version);
    expect(versions(await list({ asc: true, limit: 2 }))).toEqual([1, 2]);
    const second = await list({ limit: 2, p: 2 });
    expect([versions(second), second.has_next_page]).toEqual([[1], false]);
    expect((await list({ limit: 2 })).has_next_page).toBe(true);
  });

  test("200: nothing where no route was ever saved", async () => {
    const { data } = await api.call("/route/history/list", { integration_id: await createShared() });
    expect(data).toEqual({ items: [], total: 0, has_next_page: false });
  });

  test("400 ResourceNotFound, 400 InvalidParameter", async () => {
    const path = "/route/history/list";
    expect(await api.call(path, { integration_id: 99 })).toMatchObject({ status: 400, code: "ResourceNotFound" });
    expect(await api.call(path, {})).toMatchObject({ status: 400, code: "InvalidParameter" });
  });
});

describe("routes too large to answer many at once", () => {
  const vals = Array.from({ length: 1000 }, (_, i) => `host-${i}-${"x".repeat(1090)}`);
  const large = { cases: [{ if: [{ key: "labels.host", oper: "IN", vals }], channel_ids: [0] }] };
  const createLarge = async (saves: number) => {
    const integrationId = await createShared({ default_channel_ids: [channelId] });
    large.cases[0]?.channel_ids.splice(0, 1, channelId);
    for (let save = 0; save < saves; save += 1)
      expect(await upsert(integrationId, large)).toMatchObject({ code: "OK" });
    return integrationId;
  };

  test("200: past 4 MiB a page of versions says which came without what they hold, and each can be read alone", async () => {
    const integration_id = await createLarge(5);
    const list = async (input: object) =>
      Array.from((await api.call("/route/history/list", { integration_id, ...input })).data.items ?? []);
    const page = await list({ asc: true });
    expect(page.map((item) => [item.version, item.is_cut, item.cases?.length])).toEqual([
      ...[
        [1, false, 0],
        [2, false, 1],
        [3, false, 1],
        [4, false, 1],
      ],
      ...[
        [5, true, 0],
        [6, true, 0],
      ],
    ]);
    expect(await list({ asc: true, limit: 1, p: 6 })).toMatchObject([{ version: 6, is_cut: false, ...large }]);
  });

  test("400 InvalidParameter: several routes past 4 MiB are not read at once, one is", async () => {
    const ids: number[] = [];
    for (let made = 0; made < 4; made += 1) ids.push(await createLarge(1));
    expect(await api.call("/route/list", { integration_ids: ids })).toMatchObject({
      ...{ status: 400, code: "InvalidParameter", message: expect.stringMatching(/^integration_ids: expected fewer/) },
    });
    expect((await api.call("/route/list", { integration_ids: ids.slice(0, 1) })).data.items).toHaveLength(1);
  });
});

describe("/route/preview", () => {
  const preview = (alert_ids: readonly string[], route: object) => api.call("/route/preview", { alert_ids, route });
  const disk = { key: "title", oper: "IN", vals: ["Disk*"] };

  test("200: the cases that match and what changes, alert by alert, and nothing is stored", async () => {
    const integrationId = await createShared({ default_channel_ids: [channelId] });
    const add = (title: string) => addAlert(api.database, { integrationId, channelId, title, progress: "Closed" });
    const [onDisk, onCpu] = [await add("Disk is full"), await add("CPU")];
    const route = {
      cases: [
        { if: [disk], channel_ids: [otherId], fallthrough: true },
        { if: [critical, disk], channel_ids: [channelId] },
      ],
      default: { channel_ids: [otherId] },
    };
    const { data } = await preview([onDisk, "f".repeat(24), onCpu, onDisk], route);
    expect(Array.from(data.items ?? [])).toMatchObject([
      {
        ...{ alert_id: onDisk, alert_title: "Disk is full", matched_cases: ["case_1", "case_2"] },
        ...{ added_channel_ids: [otherId], removed_channel_ids: [], unchanged_channel_ids: [channelId] },
      },
      {
        ...{ alert_id: onCpu, matched_cases: ["default"] },
        ...{ added_channel_ids: [otherId], removed_channel_ids: [channelId], unchanged_channel_ids: [] },
      },
    ]);
    expect(await info(integrationId)).toMatchObject({ version: 1, cases: [] });
  });

  test("200: an alert that the draft sends nowhere loses its channels, a private integration's channel too", async () => {
    const integrationId = await createShared({ channel_id: channelId });
    const alertId = await addAlert(api.database, { integrationId, channelId });
    const { data } = await preview([alertId], {});
    expect(data.items?.[0]).toMatchObject({ matched_cases: [], removed_channel_ids: [channelId] });
  });

  test("400 InvalidParameter", async () => {
    const id = "a".repeat(24);
    const message = async (ids: readonly string[], route: object) => {
      const answer = await preview(ids, route);
      expect(answer).toMatchObject({ status: 400, code: "InvalidParameter" });
      return answer.message;
    };
    expect(await message(Array(21).fill(id), {})).toBe("alert_ids: expected at most 20 items, got 21 items");
    const broken = { ...critical, vals: ["/[/"] };
    expect(await message([id], { cases: [{ if: [broken], channel_ids: [1] }] })).toMatch(
      /^route\.cases\[0\]\.if\[0\]\.vals\[0\]: /,
    );
    expect(await message(["x"], {})).toMatch(/^alert_ids\[0\]: expected 24 hexadecimal digits/);
  });
});
