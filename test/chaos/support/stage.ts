import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Database,
  type DatabaseAddress,
  openDatabase,
  type SocketAddress,
} from "../../../server/storage/database.ts";
import { embeddedAddress, startEmbedded } from "../../../server/storage/embedded/embedded.ts";
import { createApi, createChannel, createIntegration } from "../../support/api.ts";
import { createOwnerKey } from "../../support/hub-process.ts";
import { makeTempDir } from "../../support/temp-dir.ts";
import { type DatabaseDoor, openDatabaseDoor } from "./database-door.ts";
import { createNode, type TrialNode } from "./node.ts";
import { waitFor } from "./wait.ts";

/** One or more hubs on one PostgreSQL, with integrations to push to. */
export type Stage = {
  nodes: readonly [TrialNode, ...TrialNode[]];
  /** The hubs' database, from the outside. */
  database: Database;
  /** One for each sender: its id and its push URL on each node. */
  integrations: readonly { integrationId: number; pushUrls: readonly [string, ...string[]] }[];
  /** SIGKILL to the PostgreSQL server that the hubs use. */
  killServer(): void;
  /** Waits until it has ended. */
  serverGone(): Promise<void>;
  /** Kills what still runs and removes the data. */
  destroy(): Promise<void>;
};

/** Integrations that share a channel, so that lanes meet in it. */
const PER_CHANNEL = 6;
const SILENT = { info: () => undefined, warn: () => undefined };

/** A hub that runs its own PostgreSQL; `dress` may put something before it that senders reach instead. */
export async function stageOneNode(
  senders: number,
  dress: (node: TrialNode) => Promise<TrialNode> = (node) => Promise.resolve(node),
): Promise<Stage> {
  const folder = await makeTempDir();
  const dataDir = join(folder.path, "data");
  const env = { TOCSIN_DATA_DIR: dataDir };
  const node = await dress(await createNode("node-1", env));
  const clear = async () => {
    await node.destroy();
    await folder.remove();
  };
  return orClear(clear, async () => {
    await node.start();
    const address = await embeddedAddress(dataDir);
    if (!address) throw new Error("the hub runs, but left no address of its PostgreSQL");
    return finishStage({ nodes: [node], address, cluster: join(dataDir, "postgres"), senders, env, clear });
  });
}

/** Two hubs on a PostgreSQL that neither of them runs; both start at once, on an empty database. */
export async function stageTwoNodes(senders: number): Promise<Stage> {
  const folder = await makeTempDir();
  const dataDir = join(folder.path, "data");
  const server = await startEmbedded({ dataDir, log: SILENT });
  const env = { DATABASE_URL: socketUrl(server.address) };
  const nodes = [await createNode("node-1", env), await createNode("node-2", env)] as const;
  const clear = async () => {
    await Promise.all(nodes.map((node) => node.destroy()));
    await server.stop();
    await folder.remove();
  };
  return orClear(clear, async () => {
    await Promise.all(nodes.map((node) => node.start()));
    return finishStage({ nodes, address: server.address, cluster: join(dataDir, "postgres"), senders, env, clear });
  });
}

/** A hub on a PostgreSQL that it does not run, reached through a door that can fall silent. */
export async function stageBehindDoor(senders: number): Promise<Stage & { door: DatabaseDoor }> {
  const folder = await makeTempDir();
  const dataDir = join(folder.path, "data");
  const server = await startEmbedded({ dataDir, log: SILENT });
  const door = await openDatabaseDoor(folder.path, server.address);
  const env = { DATABASE_URL: socketUrl(door.address) };
  const node = await createNode("node-1", env);
  const clear = async () => {
    await node.destroy();
    await door.stop();
    await server.stop();
    await folder.remove();
  };
  return orClear(clear, async () => {
    await node.start();
    const { address } = server;
    const stage = await finishStage({
      nodes: [node],
      address,
      cluster: join(dataDir, "postgres"),
      senders,
      env,
      clear,
    });
    return { ...stage, door };
  });
}

/** The URL form of a unix-socket address. */
export function socketUrl({ socketDir, user, password, database }: SocketAddress): string {
  return `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(socketDir)}`;
}

/** Opens the database of hubs for looking at it; it may be away at times. */
export function openForLooking(address: DatabaseAddress): Database {
  return openDatabase({ address, connectionsMax: 2, applicationName: "tocsin-trial", onError: () => undefined });
}

async function orClear<T>(clear: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await clear();
    throw error;
  }
}

async function finishStage(parts: {
  nodes: readonly [TrialNode, ...TrialNode[]];
  address: SocketAddress;
  cluster: string;
  senders: number;
  env: Readonly<Record<string, string>>;
  clear(): Promise<void>;
}): Promise<Stage> {
  const { nodes, address, cluster, clear } = parts;
  const integrations = await makeIntegrations(nodes, parts.senders, await createOwnerKey(parts.env));
  const database = openForLooking(address);
  return {
    ...{ nodes, database, integrations },
    killServer: () => process.kill(postmasterOf(cluster), "SIGKILL"),
    serverGone: () => waitUntilServerGone(cluster),
    destroy: async () => {
      await database.stop();
      await clear();
    },
  };
}

/** The pid of the PostgreSQL server that runs on a cluster. */
export function postmasterOf(cluster: string): number {
  const pid = Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`${cluster} has no readable postmaster.pid`);
  return pid;
}

/** Waits until no PostgreSQL server runs on a cluster any more: it removes its pid file as the last thing it does. */
export async function waitUntilServerGone(cluster: string): Promise<void> {
  await waitFor("PostgreSQL has ended", () => !existsSync(join(cluster, "postmaster.pid")));
}

async function makeIntegrations(
  [first, ...others]: readonly [TrialNode, ...TrialNode[]],
  count: number,
  appKey: string,
): Promise<Stage["integrations"]> {
  const api = createApi(first.hub().url, appKey);
  const integrations: Stage["integrations"][number][] = [];
  let channelId = 0;
  for (let index = 0; index < count; index += 1) {
    if (index % PER_CHANNEL === 0) channelId = await createChannel(api, `trial ${index / PER_CHANNEL + 1}`);
    const { integrationId, pushUrl } = await createIntegration(api, first.url, channelId);
    const elsewhere = others.map((node) => pushUrl.replace(first.url, node.url));
    integrations.push({ integrationId, pushUrls: [pushUrl, ...elsewhere] });
  }
  return integrations;
}
