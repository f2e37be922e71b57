import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port outside the range that the kernel takes for outgoing connections: whoever knocks while a hub is down must not be given
 * the hub's own port.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
