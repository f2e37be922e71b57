import type { Saying } from "../../contract/saying.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { type CompiledRoute, matchCases } from "../routing/compiled-route.ts";
import type { EnabledChannels, RouteDecision } from "../routing/route.ts";
import { decidePrivate, decideRoute, WHERE_OPEN } from "../routing/route-decision.ts";
import type { FilterSubject } from "../rules/filter-key.ts";
import type { SourceEvent } from "../sources/source.ts";
import type { RoutedEvent } from "./push.ts";
import type { EventStage, FlowEvent, IntegrationRules, StageContext } from "./stage.ts";

const NOTHING_SAID: readonly Saying[] = [];

/** An event through the stages of its integration, and through its route. Pure. */
export function routeEvent(
  read: SourceEvent,
  stages: readonly EventStage<IntegrationRules>[],
  rules: IntegrationRules,
  channels: EnabledChannels,
  context: StageContext,
): RoutedEvent {
  const staged = runStages(toFlowEvent(read), stages, rules, context);
  if (staged.dropped) return { ...staged, route: WHERE_OPEN };
  return { ...staged, route: sendEvent(staged.event, context.integration, rules.route, channels) };
}

/** Where an event goes. A recovery is routed by nothing, since it goes wherever its keys are open. Pure. */
export function sendEvent(
  event: FlowEvent,
  { integrationId, channelId }: Pick<FlowIntegration, "integrationId" | "channelId">,
  route: CompiledRoute | null,
  channels: EnabledChannels,
): RouteDecision {
  if (event.status === "Ok") return WHERE_OPEN;
  if (channelId !== null) return decidePrivate(channelId);
  const matched = route ? matchCases(route, toSubject(event, integrationId)) : [];
  return decideRoute(route, matched, channels);
}

/** Runs stages in order, until one drops the event. */
export function runStages<Rules>(
  event: FlowEvent,
  stages: readonly EventStage<Rules>[],
  rules: Rules,
  context: StageContext,
): { event: FlowEvent; because: readonly Saying[]; dropped: Saying | null } {
  let passed = event;
  let because = NOTHING_SAID;
  for (const stage of stages) {
    if (passed.status === "Ok" && !stage.takesRecoveries) continue;
    const outcome = stage.run(passed, rules, context);
    if (!outcome) continue;
    if ("dropped" in outcome) return { event: passed, because, dropped: outcome.by };
    passed = outcome.event;
    if (outcome.because.length > 0) because = [...because, ...outcome.because];
  }
  return { event: passed, because, dropped: null };
}

/** What conditions see of an event. */
function toSubject(event: FlowEvent, integrationId: number): FilterSubject {
  const { title, titleRule, description, status, labels, key: alertKey } = event;
  const words = { title, description, alertKey, titleRule: titleRule || title };
  return { ...words, severity: status, status, labels, integrationId };
}

/** An event as its source read it, at the beginning of its way. A source's event may have getters, so its fields are named. */
export function toFlowEvent(read: SourceEvent): FlowEvent {
  const { status, key, otherKeys, title, description, labels, images, sourceTimeMs, changes } = read;
  return { status, key, otherKeys, title, titleRule: "", description, labels, images, sourceTimeMs, changes };
}
