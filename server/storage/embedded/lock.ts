import { readdir, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SetupError } from "../../base/errors.ts";
import { randomHex } from "../../base/ids.ts";

/** Held while one process owns a data directory. The kernel lets go of it when the process ends, however it ends. */
export type DirectoryLock = { release(): Promise<void> };

/** What a process that lives says of itself when it is asked. */
type Standing = "wants" | "owns";

const PREFIX = "hub-";
const ASK_EVERY_MS = 10;
/** Whoever does not answer in this time is stopped or very busy, but lives. */
const ANSWER_TIMEOUT_MS = 2_000;

/**
 * Takes the directory, or throws because a live process has it. Everyone who wants it first listens on a socket of its own in
 * it, and only then asks the others: of any two the later one finds the earlier one. An owner stays one; of two who want it the
 * lower name does, once the other has seen it and given way. A socket of a killed process answers nobody and is removed.
 */
export async function lockDirectory(socketDir: string, dataDir: string): Promise<DirectoryLock> {
  const own = PREFIX + randomHex(4);
  let standing: Standing = "wants";
  const server = await listen(join(socketDir, own), () => standing);
  const release = () => new Promise<void>((resolve) => server.close(() => resolve()));
  if (!(await prevails(socketDir, own))) {
    await release();
    throw new SetupError(
      `another Tocsin runs on ${dataDir}: stop it, or set TOCSIN_DATA_DIR to a folder of this one's own`,
    );
  }
  standing = "owns";
  server.unref();
  return { release };
}

async function prevails(socketDir: string, own: string): Promise<boolean> {
  const others = (await readdir(socketDir)).filter((name) => name.startsWith(PREFIX) && name !== own);
  for (const other of others) {
    const path = join(socketDir, other);
    for (let standing = await ask(path); standing !== null; standing = await ask(path)) {
      if (standing === "owns" || (standing === "wants" && other < own)) return false;
      await delay(ASK_EVERY_MS);
    }
    await rm(path, { force: true });
  }
  return true;
}

function listen(path: string, standing: () => Standing): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      // Whoever asked may be gone before the answer arrives.
      socket.on("error", () => undefined);
      socket.end(standing());
    });
    server.once("error", reject);
    server.listen(path, () => resolve(server));
  });
}

/** What the process behind a socket says; `unclear` when it broke off, as one that gives way does; null when it has ended. */
function ask(path: string): Promise<Standing | "unclear" | null> {
  return new Promise((resolve) => {
    const socket = connect({ path, timeout: ANSWER_TIMEOUT_MS });
    let said = "";
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      said += text;
    });
    socket.once("end", () => resolve(said === "wants" || said === "owns" ? said : "unclear"));
    socket.once("timeout", () => {
      socket.destroy();
      resolve("owns");
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "ECONNREFUSED" || code === "ENOENT") resolve(null);
      else resolve(code === "ECONNRESET" || code === "EPIPE" ? "unclear" : "owns");
    });
  });
}
