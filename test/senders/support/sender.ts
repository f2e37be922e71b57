import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeTempDir } from "../../support/temp-dir.ts";
import { findPrograms, type Programs } from "./debian-programs.ts";
import { type GoProgram, startGoProgram } from "./go-program.ts";
import { type Metrics, startMetrics } from "./metrics.ts";

/** A Prometheus that watches the test's metrics, and the Alertmanager it tells. */
export type Sender = {
  metrics: Metrics;
  alertmanager: GoProgram;
  prometheus: GoProgram;
  /** Runs `amtool` against this Alertmanager; returns what it printed. */
  amtool(args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
};

/** The two files that make a sender, and how often Prometheus looks. */
export type SenderSetup = { alertmanagerYaml: string; rulesYaml: string; everyMs: number };

const SCRAPE_MS_MIN = 1_000;

/** Fetching the packages is the longest part. Prometheus begins to look five seconds after its start. */
export const START_TIMEOUT_MS = 300_000;

/** Checks the files with the programs' own tools, and starts everything on free ports of this machine. */
export async function startSender(setup: SenderSetup): Promise<Sender> {
  const programs = await findPrograms();
  const folder = await makeTempDir();
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of running.reverse()) await part.stop();
    await folder.remove();
  };
  try {
    const metrics = await startMetrics();
    running.push(metrics);
    const alertmanager = await startAlertmanager(programs, folder.path, setup.alertmanagerYaml);
    running.push(alertmanager);
    const prometheus = await startPrometheus(programs, folder.path, {
      ...setup,
      watches: metrics.address,
      tells: alertmanager.address,
    });
    running.push(prometheus);
    const amtool = (args: readonly string[]) =>
      runTool(programs.amtool, [...args, `--alertmanager.url=http://${alertmanager.address}`]);
    return { metrics, alertmanager, prometheus, amtool, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAlertmanager(programs: Programs, folder: string, yaml: string): Promise<GoProgram> {
  const config = join(folder, "alertmanager.yml");
  await writeFile(config, yaml);
  await runTool(programs.amtool, ["check-config", config]);
  const data = join(folder, "alertmanager");
  await mkdir(data, { recursive: true });
  const args = [`--config.file=${config}`, `--storage.path=${data}`, ...listenHere(), "--cluster.listen-address="];
  return startGoProgram(programs.alertmanager, args, programs.folder);
}

type Watch = Pick<SenderSetup, "rulesYaml" | "everyMs"> & { watches: string; tells: string };

async function startPrometheus(programs: Programs, folder: string, watch: Watch): Promise<GoProgram> {
  const rules = join(folder, "rules.yml");
  await writeFile(rules, watch.rulesYaml);
  const config = join(folder, "prometheus.yml");
  await writeFile(config, prometheusYaml(watch));
  await runTool(programs.promtool, ["check", "config", config]);
  const data = join(folder, "prometheus");
  return startGoProgram(
    programs.prometheus,
    [`--config.file=${config}`, `--storage.tsdb.path=${data}`, ...listenHere()],
    folder,
  );
}

function listenHere(): string[] {
  return ["--web.listen-address=127.0.0.1:0"];
}

/** JSON is YAML too. */
function prometheusYaml({ everyMs, watches, tells }: Watch): string {
  // A scrape that takes longer counts as failed, and what fired is over.
  const scrape = `${Math.max(everyMs, SCRAPE_MS_MIN)}ms`;
  return JSON.stringify({
    global: { scrape_interval: scrape, scrape_timeout: scrape, evaluation_interval: `${everyMs}ms` },
    rule_files: ["rules.yml"],
    scrape_configs: [{ job_name: "node", static_configs: [{ targets: [watches] }] }],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [tells] }] }] },
  });
}

async function runTool(path: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(path, args)).stdout;
  } catch (error) {
    throw new Error(`${path} ${args.join(" ")}: ${error instanceof Error ? error.message : error}`);
  }
}
