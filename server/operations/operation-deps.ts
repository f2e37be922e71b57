import type { Enqueue } from "../journal/enqueue.ts";
import type { Database } from "../storage/database.ts";

/** What operations are made from. */
export type OperationDeps = {
  database: Database;
  /** Where the hub is reached from outside, without a slash at its end: push URLs and links start with it. */
  publicUrl(): string;
  enqueue: Enqueue;
};
