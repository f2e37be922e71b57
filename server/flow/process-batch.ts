import { listOpenChannels } from "../alerts/alert-store.ts";
import type { AlertKey } from "../alerts/recovery.ts";
import type { IdSource } from "../base/ids.ts";
import { loadBoardOfKeys } from "../board/load-board.ts";
import { changeOf, writeBoard } from "../board/write-board.ts";
import { lockChannels } from "../channels/channel-lock-store.ts";
import { listFlowIntegrations } from "../integrations/flow-integration-store.ts";
import type { PendingRow } from "../journal/pending.ts";
import { sumActivity } from "../ledger/activity.ts";
import { addActivity } from "../ledger/activity-store.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { insertLedgerEntries, touchIntegrations } from "../ledger/ledger-store.ts";
import type { CompiledRoute } from "../routing/compiled-route.ts";
import { type ChannelDirectory, createChannelDirectory, ROUTES } from "../routing/flow-route-store.ts";
import { createRuleBook, type RuleBook } from "../rules/rule-book.ts";
import type { Queryable } from "../storage/database.ts";
import { decideBatch, routeBatch } from "./process.ts";
import { type EndedPush, keysOf, latestReceipts, type RoutedPush, takePushes } from "./push.ts";
import { receiptsOf } from "./receipts.ts";
import type { Answers, BatchRules } from "./stage.ts";

/** Processes pushes inside the transaction that took them off their queue. */
export type Process = (
  tx: Queryable,
  rows: readonly PendingRow[],
  answers: Answers,
  nowMs: number,
) => Promise<LedgerEntry[]>;

/** An alert was reopened in a channel that is not locked, while other locks were waited for. The same transaction begun anew sees it. */
export class ReopenedMeanwhile extends Error {
  override readonly name = "ReopenedMeanwhile";
}

/** Rules that were read before need not be read again while their versions stand. */
type KnownRules = { routes: RuleBook<Queryable, CompiledRoute>; channels: ChannelDirectory };

/** Creates what processes pushes. It remembers nothing but rules, by version. */
export function createProcess(newId: IdSource): Process {
  const known = { routes: createRuleBook(ROUTES), channels: createChannelDirectory() };
  return async (tx, rows, answers, nowMs) => {
    const rules = await loadRules(tx, rows, known, answers);
    const routed = routeBatch(takePushes(rows), rules);
    const keys = keysOf(routed);

    const reached = await reachedChannels(tx, routed, keys);
    const channels = await lockChannels(tx, reached);
    // By a statement of its own after the locks: what is read before or with them may be older than what their last holder wrote.
    const board = await loadBoardOfKeys(tx, keys, { newId, nowMs, personId: 0 });
    // Locking one more now could meet, in the wrong order, somebody who waits for what is held here.
    if ([...board.channelsAtLoad()].some((channelId) => !reached.includes(channelId))) throw new ReopenedMeanwhile();
    const byId = new Map(channels.map((channel) => [channel.channelId, channel]));
    const ledger = decideBatch(routed, { channels: byId, answers }, board);

    await writeBoard(tx, board);
    await insertLedgerEntries(tx, ledger);
    const receipts = latestReceipts(routed);
    await touchIntegrations(tx, receipts, { ...changeOf(board), integrations: receiptsOf(routed, receipts) });
    await addActivity(tx, sumActivity(ledger));
    return ledger;
  };
}

async function loadRules(
  tx: Queryable,
  rows: readonly PendingRow[],
  known: KnownRules,
  answers: Answers,
): Promise<BatchRules> {
  const ids = new Set(rows.flatMap(({ pushes }) => pushes.map(({ integrationId }) => integrationId)));
  const found = await listFlowIntegrations(tx, [...ids]);
  const versions = found.map(({ integrationId, rulesVersion }) => ({ ownerId: integrationId, version: rulesVersion }));
  const routes = await known.routes.of(tx, versions);
  const [first] = found;
  return {
    integrations: new Map(found.map((integration) => [integration.integrationId, integration])),
    ofIntegration: (integrationId) => ({ route: routes.get(integrationId) ?? null }),
    channels: await known.channels.at(tx, first?.configVersion ?? 0),
    answers,
  };
}

async function reachedChannels(
  tx: Queryable,
  routed: readonly (RoutedPush | EndedPush)[],
  keys: readonly AlertKey[],
): Promise<number[]> {
  const reached = new Set(await listOpenChannels(tx, keys));
  for (const push of routed) {
    if (push.ended) continue;
    for (const { route } of push.events) for (const channelId of route.channelIds) reached.add(channelId);
  }
  return [...reached];
}
