import type { FastifyInstance } from "fastify";
import { messageOf } from "../base/errors.ts";

/** What orchestrators and Prometheus ask. */
export type HealthDeps = {
  isReady(): Promise<{ ready: boolean; because: string }>;
  /** The Prometheus text exposition. */
  metrics(): Promise<string>;
};

/** Mounts `/healthz` (the process lives), `/readyz` (it can take pushes) and `/metrics`. */
export function mountHealth(app: FastifyInstance, health: HealthDeps): void {
  app.get("/healthz", async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }));

  app.get("/readyz", async (_request, reply) => {
    const { ready, because } = await health.isReady().catch((error) => ({ ready: false, because: messageOf(error) }));
    return reply
      .code(ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ ready, because });
  });

  app.get("/metrics", async (_request, reply) =>
    reply.header("content-type", "text/plain; version=0.0.4; charset=utf-8").send(await health.metrics()),
  );
}
