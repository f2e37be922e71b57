import { join } from "node:path";
import { createApi, createChannel, createIntegration, type TestIntegration } from "../../test/support/api.ts";
import { createOwnerKey, type HubProcess, startHubProcess } from "../../test/support/hub-process.ts";
import { makeTempDir } from "../../test/support/temp-dir.ts";

/** A hub process with nothing else in its database, and push URLs to load it through. */
export type BenchHub = {
  hub: HubProcess;
  /** A folder for the benchmark's files. */
  folder: string;
  /** The data directory of its PostgreSQL. */
  cluster: string;
  /** Where its data is, for whoever opens its database. */
  dataDir: string;
  pushUrls: readonly string[];
  /** In the order of `pushUrls`. */
  integrationIds: readonly number[];
  /** The owner's. */
  appKey: string;
  /** Makes more integrations, of any source, and returns their push URLs. */
  connect(count: number, source: string): Promise<string[]>;
  stop(): Promise<void>;
};

/** Rate limits are off: the benchmarks measure the hub, not its protection. */
const WITHOUT_LIMITS = {
  TOCSIN_PUSH_RATE_PER_SECOND: "0",
  TOCSIN_PUSH_RATE_PER_MINUTE: "0",
  TOCSIN_API_RATE_PER_SECOND: "0",
  TOCSIN_API_RATE_PER_MINUTE: "0",
};

/** What a hub is started from and what kind of senders it gets. */
export type BenchHubOptions = { root?: string; source?: string };

/** Starts a hub with embedded PostgreSQL and makes private integrations, spread over ten channels. */
export async function startBenchHub(integrations: number, options: BenchHubOptions = {}): Promise<BenchHub> {
  const { root, source } = options;
  const temp = await makeTempDir();
  const dataDir = join(temp.path, "data");
  const env = { TOCSIN_DATA_DIR: dataDir, ...WITHOUT_LIMITS };
  const hub = await startHubProcess(env, root);
  const appKey = await createOwnerKey(env, root);
  const api = createApi(hub.url, appKey);
  const channels: number[] = [];
  for (let i = 0; i < Math.min(10, integrations); i += 1) channels.push(await createChannel(api, `bench ${i}`));
  const make = async (count: number, of?: string): Promise<TestIntegration[]> => {
    const made: TestIntegration[] = [];
    for (let i = 0; i < count; i += 1)
      made.push(await createIntegration(api, hub.url, channels[i % channels.length] ?? 0, of));
    return made;
  };
  const made = await make(integrations, source);
  return {
    ...{ hub, dataDir, appKey },
    pushUrls: made.map(({ pushUrl }) => pushUrl),
    integrationIds: made.map(({ integrationId }) => integrationId),
    connect: async (count, of) => (await make(count, of)).map(({ pushUrl }) => pushUrl),
    folder: temp.path,
    cluster: join(dataDir, "postgres"),
    stop: async () => {
      await hub.stop();
      await temp.remove();
    },
  };
}

/** The part of a push URL that a request line holds. */
export function pathOf(pushUrl: string): string {
  const { pathname, search } = new URL(pushUrl);
  return pathname + search;
}
