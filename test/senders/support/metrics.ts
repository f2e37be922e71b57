import { createServer } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Something to be watched: its numbers are what the test says. */
export type Metrics = {
  /** `host:port`, as Prometheus calls the instance. */
  address: string;
  /** Sets one series, such as `queue_stuck{worker="w-1"}`. */
  set(series: string, value: number): void;
  /** From now on every scrape fails, or works again. */
  fail(isFailing: boolean): void;
  stop(): Promise<void>;
};

/** Serves metrics in Prometheus' text format on a free port. */
export async function startMetrics(): Promise<Metrics> {
  const values = new Map<string, number>();
  let isFailing = false;
  const server = createServer((_request, response) => {
    const lines = [...values].map(([series, value]) => `${series} ${value}\n`);
    response.writeHead(isFailing ? 500 : 200, { "content-type": "text/plain; version=0.0.4" }).end(lines.join(""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the metrics server does not listen");
  return {
    address: `127.0.0.1:${address.port}`,
    set: (series, value) => void values.set(series, value),
    fail: (failing) => {
      isFailing = failing;
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      // The handle outlives the event by a turn of the event loop, and would look like a leak.
      await nextTurn();
    },
  };
}
