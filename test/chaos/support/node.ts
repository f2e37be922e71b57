import { findFreePort } from "../../support/free-port.ts";
import { type HubProcess, startHubProcess } from "../../support/hub-process.ts";
import { within } from "./wait.ts";

/** A hub of a trial: killed and started again on the same port. */
export type TrialNode = {
  readonly name: string;
  readonly url: string;
  /** The hub's process; throws while there is none. */
  hub(): HubProcess;
  isUp(): boolean;
  start(): Promise<void>;
  /** SIGKILL, sent before this returns. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
  /** Whatever state it is in: nothing of it runs any more when this resolves. */
  destroy(): Promise<void>;
};

/** Also what stopping under load may take: answers get ten seconds, PostgreSQL's last checkpoint some more. */
const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 60_000;

/** Trials measure the hub, not its limits. */
export const WITHOUT_LIMITS = {
  TOCSIN_PUSH_RATE_PER_SECOND: "0",
  TOCSIN_PUSH_RATE_PER_MINUTE: "0",
  TOCSIN_API_RATE_PER_SECOND: "0",
  TOCSIN_API_RATE_PER_MINUTE: "0",
} as const;

/** A node that is not started yet. */
export async function createNode(name: string, env: Readonly<Record<string, string>>): Promise<TrialNode> {
  const port = await findFreePort();
  const all = { ...WITHOUT_LIMITS, ...env, TOCSIN_NODE_NAME: name, TOCSIN_PORT: String(port) };
  let starting: Promise<HubProcess> | null = null;
  let hub: HubProcess | null = null;
  const running = (): HubProcess => {
    if (!hub) throw new Error(`${name} does not run`);
    return hub;
  };
  const kill = async () => {
    const killed = running();
    hub = null;
    await killed.kill();
  };
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    hub: running,
    isUp: () => hub !== null,
    start: async () => {
      starting = startHubProcess(all);
      hub = await within(START_TIMEOUT_MS, `the start of ${name}`, starting);
    },
    kill,
    stop: async () => {
      const stopped = running();
      const code = await within(STOP_TIMEOUT_MS, `the stop of ${name}`, stopped.stop());
      hub = null;
      return code;
    },
    destroy: async () => {
      // A start under way cannot be told to end; it is waited for, so that no process outlives the test.
      hub ??= (await starting?.catch(() => null)) ?? null;
      if (hub && hub.child.exitCode === null && hub.child.signalCode === null) await hub.kill();
      hub = null;
    },
  };
}
