import { type Saying, say } from "../../contract/saying.ts";
import { messageOf } from "../base/errors.ts";
import type { Board } from "../board/board.ts";
import type { FlowChannel } from "../channels/flow-channel.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { readPush } from "../sources/read.ts";
import { getSource } from "../sources/registry.ts";
import type { SourceEvent } from "../sources/source.ts";
import { decideIncident } from "./decide-incident.ts";
import { type MergeRules, mergeEvents } from "./merge-events.ts";
import { type EndedPush, endedEntry, processedEntry, type RoutedPush, type TakenPush } from "./push.ts";
import { renderTitle } from "./render-title.ts";
import { routeEvent, runStages, toFlowEvent } from "./route-event.ts";
import type { AlertStage, BatchRules, EventStage, FlowEvent, IntegrationRules, StageContext } from "./stage.ts";

// The path of a push from the journal to the ledger, without the database: `process-batch.ts` reads what these functions need, and
// writes what they decide.
//
//   read · INTEGRATION_STAGES · route      each event by itself, in `routeBatch`
//   CHANNEL_STAGES · alert                 every event of a push, in each channel it reaches, in `mergeEvents`
//   ALERT_STAGES · incident                then every alert that opened or changed with it, in `decideIncident`
//
// A stage is one entry in one of these lists, and a function in a file of its own; `stage.ts` says what it gets and gives.

/** What happens to an event before its route: enrichment before the title, the pipeline after it. */
export const INTEGRATION_STAGES: readonly EventStage<IntegrationRules>[] = [renderTitle];

/** What happens to an event in a channel before it is merged into its alert: drop rules. */
export const CHANNEL_STAGES: readonly EventStage<FlowChannel>[] = [];

/** What happens to an alert before an incident hears of it: silence, inhibition, flapping, grouping. */
export const ALERT_STAGES: readonly AlertStage[] = [];

const NO_RULES: IntegrationRules = { route: null };

/** The stages of a batch; others only in tests and rehearsals. */
export type Stages = {
  integration: readonly EventStage<IntegrationRules>[];
  channel: readonly EventStage<FlowChannel>[];
  alert: readonly AlertStage[];
};

const STAGES: Stages = { integration: INTEGRATION_STAGES, channel: CHANNEL_STAGES, alert: ALERT_STAGES };

/** Events as their integration's stages make them: what pushes, previews and the page of a delivery show alike. Pure. */
export function stageEvents(
  events: readonly SourceEvent[],
  context: StageContext,
  rules: IntegrationRules = NO_RULES,
): FlowEvent[] {
  return events.map((event) => runStages(toFlowEvent(event), INTEGRATION_STAGES, rules, context).event);
}

/** Where the events of pushes go. Pure; what throws ends its push and no other. */
export function routeBatch(
  pushes: Iterable<TakenPush>,
  rules: BatchRules,
  stages: Stages = STAGES,
): (RoutedPush | EndedPush)[] {
  return Array.from(pushes, (push) => routePush(push, rules, stages));
}

function routePush(taken: TakenPush, rules: BatchRules, stages: Stages): RoutedPush | EndedPush {
  const { place, entry } = taken;
  const integration = rules.integrations.get(place.integrationId) ?? null;
  const end = (outcome: EndedPush["ended"]["outcome"], because: Saying): EndedPush => {
    return { place, entry, integration, ended: { outcome, because } };
  };
  if (!entry) return end("failed", taken.because);
  if (!integration) return end("failed", say("integration_gone"));
  const { receivedAtMs } = entry;
  try {
    const source = getSource(integration.pluginType);
    const reading = readPush(source, taken.request, integration.settings, receivedAtMs);
    if (reading.outcome === "ignored") return end("ignored", reading.because);
    if (reading.outcome === "rejected") {
      const issues = reading.issues.map(({ at, expected }) =>
        say("should_be", { field: at || say("the_body"), expected }),
      );
      return end("failed", say("settings_changed", { issues }));
    }
    const own = rules.ofIntegration(integration.integrationId);
    const context = { integration, answers: rules.answers, receivedAtMs };
    const events = reading.events.map((event) => routeEvent(event, stages.integration, own, rules.channels, context));
    return { place, entry, integration, ended: null, events, rejects: reading.rejects };
  } catch (error) {
    return end("failed", say("reading_failed", { error: messageOf(error) }));
  }
}

/**
 * Decides about pushes in the order in which they came, on a board that holds what is open under their keys.
 * Pure but for the board, which takes what is to be written. Each push is decided whole or not at all.
 */
export function decideBatch(
  pushes: readonly (RoutedPush | EndedPush)[],
  rules: MergeRules,
  board: Board,
  stages: Stages = STAGES,
): LedgerEntry[] {
  const { nowMs } = board.context;
  const context = { answers: rules.answers, nowMs };
  return pushes.map((push) => {
    if (push.ended) return endedEntry(push, nowMs);
    try {
      return board.attempt(() => {
        const { verdicts, steps } = mergeEvents(push, rules, board, stages.channel);
        for (const step of steps) decideIncident(step, board, stages.alert, context);
        return processedEntry(push, verdicts, nowMs);
      });
    } catch (error) {
      const because = say("deciding_failed", { error: messageOf(error) });
      return endedEntry({ ...push, ended: { outcome: "failed", because } }, nowMs);
    }
  });
}
