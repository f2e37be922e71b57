import { REFERENCES_MAX } from "../../contract/refs.ts";
import { say } from "../../contract/saying.ts";
import { toSeconds } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { changeConfig } from "../edits/config-version-store.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";
import { missingChannel } from "./channel-store.ts";

// Stronger than what processing takes: whoever is about to name the channel in a route or an integration waits, and then finds it gone.
const lock = statement(
  "channel.lock-to-delete",
  "select from channel where channel_id = $1 and status <> 'deleted' for update",
);

const listRoutesTo = statement<{ integrationId: number; name: string }>(
  "channel.routes-to",
  `select i.integration_id as "integrationId", i.name from route r join integration i using (integration_id)
    where i.status <> 'deleted'
      and jsonb_path_exists(jsonb_build_array(r.cases, r.default_route), '$[*][*].channel_ids[*] ? (@ == $id)',
                            jsonb_build_object('id', $1::bigint))
    order by i.integration_id`,
);

const deleteIntegrations = statement(
  "channel.delete-integrations",
  `update integration set status = 'deleted', updated_by = $2, updated_at = $3 where channel_id = $1 and status <> 'deleted'`,
);

const remove = statement(
  "channel.delete",
  "update channel set status = 'deleted', deleted_at = $2, updated_at = $2 where channel_id = $1",
);

/** What must be done with what is open in a channel before it is gone; in the same transaction, its row locked. */
type CloseAll = (tx: Queryable) => Promise<void>;

/**
 * Deletes a channel with its private integrations, after `closeAll` closed what is open in it: nobody could see or close it afterwards.
 * Alerts and incidents stay until their retention ends. Refused while a route names the channel, since its events would go nowhere.
 */
export async function deleteChannel(
  db: Database,
  channelId: number,
  { personId, nowMs }: { personId: number; nowMs: number },
  closeAll: CloseAll,
): Promise<void> {
  const now = toSeconds(nowMs);
  await changeConfig(db, null, async (tx) => {
    if (!(await tx.find(lock, [channelId]))) throw missingChannel(channelId);
    refuseReferenced(await tx.rows(listRoutesTo, [channelId]));
    await tx.rows(deleteIntegrations, [channelId, personId, now]);
    await closeAll(tx);
    await tx.rows(remove, [channelId, now]);
  });
}

const NAMED_MAX = 5;

function refuseReferenced(integrations: readonly { integrationId: number; name: string }[]): void {
  if (integrations.length === 0) return;
  const names = integrations.slice(0, NAMED_MAX).map(({ name }) => `"${name}"`);
  const count = integrations.length - NAMED_MAX;
  const said = count > 0 ? say("routes_send_here_many", { names, count }) : say("routes_send_here", { names });
  const refs = integrations.slice(0, REFERENCES_MAX).map(({ integrationId, name }) => {
    return { kind: "integration" as const, href: `/integration/detail/${integrationId}`, name };
  });
  throw new Refusal("ReferenceExist", said, null, refs);
}
