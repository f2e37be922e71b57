import { afterAll, beforeAll, expect, test } from "vitest";
import { VIEWER } from "../../contract/role.ts";
import { createApi } from "../../test/support/api.ts";
import { type ApiUnderTest, startApi } from "../../test/support/api-under-test.ts";
import { addMember } from "../../test/support/people.ts";

let api: ApiUnderTest;
let channelId = 0;
beforeAll(async () => {
  api = await startApi();
  const { data } = await api.call("/channel/create", { team_id: api.teamId, channel_name: "Payments" });
  channelId = Number(data.channel_id);
  await api.call("/channel/create", { team_id: api.teamId, channel_name: "Search" });
});
afterAll(() => api.stop());

const starred = async () => {
  const { data } = await api.call("/channel/list", { is_my_starred: true });
  return Array.from(data.items ?? [], (item) => item.channel_name);
};

test("200: a star is on the channel and in the list of stars, twice like once, until it is taken away", async () => {
  for (const path of ["/channel/star", "/channel/star"]) {
    expect((await api.call(path, { channel_id: channelId })).status).toBe(200);
    expect(await starred()).toEqual(["Payments"]);
  }
  expect((await api.call("/channel/info", { channel_id: channelId })).data.is_starred).toBe(true);
  const { data } = await api.call("/channel/list", { channel_ids: [channelId, 1], is_my_starred: true });
  expect(data).toMatchObject({ total: 1, items: [{ is_starred: true }] });
  for (const path of ["/channel/unstar", "/channel/unstar"]) {
    expect((await api.call(path, { channel_id: channelId })).status).toBe(200);
    expect(await starred()).toEqual([]);
  }
});

test("200: stars are each person's own, and a viewer may give them", async () => {
  const { key } = await addMember(api.database, "Vera", [VIEWER.id]);
  const viewer = createApi(api.url, key);
  expect((await viewer.call("/channel/star", { channel_id: channelId })).status).toBe(200);
  expect((await viewer.call("/channel/info", { channel_id: channelId })).data).toMatchObject({ is_starred: true });
  expect((await api.call("/channel/info", { channel_id: channelId })).data.is_starred).toBe(false);
});

test.each(["/channel/star", "/channel/unstar"])(
  "%s: 400 names the field, or that there is no such channel",
  async (path) => {
    expect(await api.call(path, {})).toMatchObject({
      status: 400,
      message: "channel_id: expected a number, got nothing",
    });
    const lost = await api.call(path, { channel_id: 404 });
    expect(lost).toMatchObject({ status: 400, code: "ResourceNotFound", message: "there is no channel 404" });
  },
);
