import { rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { SetupError } from "../../base/errors.ts";

/** Held while one process owns a data directory. The kernel lets go of it when the process ends, however it ends. */
export type DirectoryLock = { release(): Promise<void> };

/** Takes the directory by listening on a socket in it, or throws because a live process has it. */
export async function lockDirectory(socketDir: string, dataDir: string): Promise<DirectoryLock> {
  const path = join(socketDir, "owner.sock");
  const server = (await tryListen(path)) ?? (await replaceStale(path));
  if (!server) {
    throw new SetupError(
      `another Tocsin runs on ${dataDir}: stop it, or set TOCSIN_DATA_DIR to a folder of this one's own`,
    );
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function replaceStale(path: string): Promise<Server | null> {
  if (await isAnswered(path)) return null;
  await rm(path, { force: true });
  return tryListen(path);
}

function tryListen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(path, () => resolve(server));
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
