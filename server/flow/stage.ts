import type { Saying } from "../../contract/saying.ts";
import type { Alert } from "../alerts/alert.ts";
import type { FlowChannel } from "../channels/flow-channel.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import type { CompiledRoute } from "../routing/compiled-route.ts";
import type { EnabledChannels } from "../routing/route.ts";
import type { SourceEvent } from "../sources/source.ts";

/** An event on its way. `titleRule` is the rule its title was made by; empty when the title was plain text. */
export type FlowEvent = SourceEvent & { titleRule: string };

/** The rules of an integration, compiled. */
export type IntegrationRules = { route: CompiledRoute | null };

/** All that a batch is decided by besides the board: read before, of versions that are current (P10). */
export type BatchRules = {
  integrations: ReadonlyMap<number, FlowIntegration>;
  ofIntegration(integrationId: number): IntegrationRules;
  /** The channels that take events. */
  channels: EnabledChannels;
  /** What was asked outside before the lanes were locked. */
  answers: Answers;
};

/** Answers to questions that stages ask of the world outside; `undefined` where none came in time, which the verdict must say. */
export type Answers = { find(question: string): unknown };

/** Nothing was asked. */
export const NO_ANSWERS: Answers = { find: () => undefined };

/** What a stage knows besides the event and the rules. */
export type StageContext = { integration: FlowIntegration; answers: Answers; receivedAtMs: number };

/** The event goes on as another one, and why; or it ends here, and by what. Null: it goes on as it is. */
export type StageOutcome = null | { event: FlowEvent; because: readonly Saying[] } | { dropped: true; by: Saying };

/**
 * One stage of an integration: pure, the event in, the outcome out. What it says stands in the verdict of the event (P8). Recoveries
 * pass only stages that are for them too.
 */
export type EventStage<Rules> = {
  readonly name: string;
  readonly takesRecoveries: boolean;
  run(event: FlowEvent, rules: Rules, context: StageContext): StageOutcome;
};

/** An alert that opened or changed with a push, once all its events are in. `before` is null when it opened with it. */
export type AlertStep = { before: Alert | null; after: Alert };

/** The alert is muted, and why: in no incident, it opens none; in one, it is followed as before. Null: it goes on. */
export type AlertOutcome = null | { muted: "silenced" | "inhibited"; by: Saying };

/** What a stage between alert and incident knows besides the alert and its channel. */
export type AlertContext = { answers: Answers; nowMs: number };

/**
 * One stage between alert and incident: pure. It sees every alert that the push opened or changed as it is at the end, whatever the order in
 * its body; not those that it only ended, for nothing mutes an end.
 */
export type AlertStage = {
  readonly name: string;
  run(step: AlertStep, channel: FlowChannel, context: AlertContext): AlertOutcome;
};
