import { toSeconds } from "../base/clock.ts";
import { changeConfig } from "../edits/config-version-store.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { missingIntegration } from "./integration-store.ts";

const lock = statement<{ key: string }>(
  "push-key.lock",
  "select integration_key as key from integration where integration_id = $1 and status <> 'deleted' for update",
);

const endGraces = statement(
  "push-key.end-graces",
  "update retired_push_key set valid_until_ms = $2 where integration_id = $1 and valid_until_ms > $2",
);

const retire = statement(
  "push-key.retire",
  "insert into retired_push_key (push_key, integration_id, valid_until_ms) values ($1, $2, $3)",
);

const replace = statement(
  "push-key.replace",
  "update integration set integration_key = $2, updated_by = $3, updated_at = $4 where integration_id = $1",
);

const find = statement<{ key: string }>(
  "push-key.find",
  "select integration_key as key from integration where integration_id = $1",
);

/** The current push key of an integration, of a deleted one too; empty when there is no such integration. */
export async function findPushKey(db: Queryable, integrationId: number): Promise<string> {
  return (await db.find(find, [integrationId]))?.key ?? "";
}

/** Who rotates a key, when, and until when the old one works on. Milliseconds. */
export type KeyRotation = { newKey: string; graceUntilMs: number; byPersonId: number; nowMs: number };

/** Replaces the push key of an integration. The grace of a key that was replaced earlier ends: at most two keys work at a time. */
export async function rotatePushKey(db: Database, integrationId: number, rotation: KeyRotation): Promise<void> {
  const { newKey, graceUntilMs, byPersonId, nowMs } = rotation;
  await changeConfig(db, integrationId, async (tx) => {
    const old = await tx.find(lock, [integrationId]);
    if (!old) throw missingIntegration(integrationId);
    await tx.rows(endGraces, [integrationId, nowMs]);
    await tx.rows(retire, [old.key, integrationId, graceUntilMs]);
    await tx.rows(replace, [integrationId, newKey, byPersonId, toSeconds(nowMs)]);
  });
}
