import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findPrograms } from "../../test/senders/support/debian-programs.ts";
import { type GoProgram, startGoProgram } from "../../test/senders/support/go-program.ts";

/** It takes alerts, groups them, and tells nobody. */
const CONFIG = JSON.stringify({
  route: { receiver: "nobody", group_by: ["alertname"] },
  receivers: [{ name: "nobody" }],
});

/** Starts Debian's Alertmanager on a free port, by itself, with its data in `folder`. */
export async function startAlertmanager(folder: string): Promise<GoProgram> {
  const programs = await findPrograms();
  const config = join(folder, "alertmanager.yml");
  const data = join(folder, "alertmanager");
  await writeFile(config, CONFIG);
  await mkdir(data, { recursive: true });
  const args = [`--config.file=${config}`, `--storage.path=${data}`, "--web.listen-address=127.0.0.1:0"];
  return startGoProgram(programs.alertmanager, [...args, "--cluster.listen-address="], programs.folder);
}
