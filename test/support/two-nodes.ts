import { startTestHub, type TestHub } from "./hub.ts";
import { createMovingClock, type MovingClock } from "./moving-clock.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/** Two hubs that share a database and a clock. */
export type TwoNodes = { db: TestDatabase; clock: MovingClock; here: TestHub; there: TestHub; stop(): Promise<void> };

/** Starts both on a database of their own. */
export async function startTwoNodes(): Promise<TwoNodes> {
  const db = await createTestDatabase();
  const clock = createMovingClock();
  const start = (name: string) => startTestHub({ on: db, clock, environment: { TOCSIN_NODE_NAME: name } });
  const here = await start("here");
  const there = await start("there");
  return {
    ...{ db, clock, here, there },
    stop: async () => {
      await Promise.all([here.stop(), there.stop()]);
      await db.drop();
    },
  };
}
