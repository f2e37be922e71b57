import { mkdir } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { SocketAddress } from "../../../server/storage/database.ts";

/** A way to a PostgreSQL server on which connections can fall silent: no answer, no end, as after a power cut or a failover. */
export type DatabaseDoor = {
  address: SocketAddress;
  /** From now on nothing passes on the connections that have carried this text; new ones work. Returns how many those are. */
  silence(text: string): number;
  /** Ends every connection and refuses new ones, as while the server is away; or lets them in again. */
  shut(isShut: boolean): void;
  stop(): Promise<void>;
};

type Line = { near: Socket; far: Socket; carried: string };

const SOCKET_NAME = ".s.PGSQL.5432";
/** Statements are told by their beginning, which is sent once a connection, when they are prepared. */
const CARRIED_MAX = 200_000;

/** Opens a door in `folder` to the server at `address`. */
export async function openDatabaseDoor(folder: string, address: SocketAddress): Promise<DatabaseDoor> {
  const socketDir = join(folder, "door");
  await mkdir(socketDir, { mode: 0o700 });
  const lines = new Set<Line>();
  let isShut = false;
  const server = createServer((near) => {
    if (isShut) return void near.destroy();
    const line: Line = { near, far: connect(join(address.socketDir, SOCKET_NAME)), carried: "" };
    lines.add(line);
    near.on("data", (bytes: Buffer) => {
      if (line.carried.length < CARRIED_MAX) line.carried += bytes.toString("latin1");
    });
    near.pipe(line.far).pipe(near);
    for (const end of [line.near, line.far]) {
      end.on("error", () => undefined);
      end.on("close", () => {
        lines.delete(line);
        near.destroy();
        line.far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(join(socketDir, SOCKET_NAME), resolve));
  return {
    address: { ...address, socketDir },
    silence: (text) => {
      const silenced = [...lines].filter(({ carried }) => carried.includes(text));
      for (const { near, far } of silenced) {
        near.unpipe().pause();
        far.unpipe().pause();
      }
      return silenced.length;
    },
    shut: (shut) => {
      isShut = shut;
      if (isShut) for (const { near } of lines) near.destroy();
    },
    stop: async () => {
      for (const { near } of lines) near.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
