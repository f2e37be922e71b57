import { z } from "zod";

const envelope = z.object({
  request_id: z.string(),
  data: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** An answer of the hub. */
export type Answer = {
  status: number;
  headers: Headers;
  requestId: string;
  data: unknown;
  error: { code: string; message: string } | null;
};

/** Calls the API of a hub as the person behind an app key. */
export type Api = {
  call(path: string, body?: object): Promise<Answer>;
  /** The `data` of a call that must succeed, checked against a shape. */
  get<S extends z.ZodType>(path: string, body: object, shape: S): Promise<z.output<S>>;
};

/** The API of the hub at `url`. */
export function createApi(url: string, appKey: string): Api {
  const call = async (path: string, body: object = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}?app_key=${appKey}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return readAnswer(response);
  };
  return {
    call,
    get: async (path, body, shape) => {
      const answer = await call(path, body);
      if (answer.error) throw new Error(`${path}: ${answer.status} ${answer.error.code}: ${answer.error.message}`);
      return shape.parse(answer.data);
    },
  };
}

/** Reads an envelope. */
export async function readAnswer(response: Response): Promise<Answer> {
  const body = envelope.parse(await response.json());
  const { status, headers } = response;
  return { status, headers, requestId: body.request_id, data: body.data, error: body.error ?? null };
}

const created = {
  team: z.object({ items: z.array(z.object({ team_id: z.number() })) }),
  channel: z.object({ channel_id: z.number() }),
};
const integrationShape = z.object({ integration_id: z.number(), integration_key: z.string(), push_url: z.string() });

/** A private integration in a channel of its own, or in a given one. */
export type TestIntegration = { channelId: number; integrationId: number; pushUrl: string };

/** Makes a channel. */
export async function createChannel(api: Api, name: string): Promise<number> {
  const { items } = await api.get("/team/list", {}, created.team);
  const channel = { team_id: items[0]?.team_id ?? 0, channel_name: name };
  return (await api.get("/channel/create", channel, created.channel)).channel_id;
}

/** Makes a private integration in a channel. The push URL points at `url`, whatever the hub's public one is. */
export async function createIntegration(
  api: Api,
  url: string,
  channelId: number,
  source = "aliyun-prometheus",
): Promise<TestIntegration> {
  const made = await api.get("/integration/create", { plugin_type: source, channel_id: channelId }, integrationShape);
  const pushUrl = `${url}/event/push/alert/${source}?integration_key=${made.integration_key}`;
  return { channelId, integrationId: made.integration_id, pushUrl };
}
