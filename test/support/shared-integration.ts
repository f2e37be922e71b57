import { z } from "zod";
import type { TestIntegration } from "./api.ts";
import type { TestHub } from "./hub.ts";

const shape = z.object({ integration_id: z.number(), integration_key: z.string() });

/** Makes a shared `aliyun-prometheus` integration; without channels it has no route. */
export async function createSharedIntegration(
  hub: TestHub,
  defaultChannelIds: readonly number[],
): Promise<Omit<TestIntegration, "channelId">> {
  const wanted = { plugin_type: "aliyun-prometheus", default_channel_ids: defaultChannelIds };
  const made = await hub.api.get("/integration/create", wanted, shape);
  const pushUrl = `${hub.url}/event/push/alert/aliyun-prometheus?integration_key=${made.integration_key}`;
  return { integrationId: made.integration_id, pushUrl };
}
