import { type Saying, say } from "../../contract/saying.ts";
import { messageOf } from "../base/errors.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { type CompiledRoute, matchCases } from "../routing/compiled-route.ts";
import type { EnabledChannels, RouteDecision } from "../routing/route.ts";
import { decidePrivate, decideRoute, WHERE_OPEN } from "../routing/route-decision.ts";
import { readPush } from "../sources/read.ts";
import { getSource } from "../sources/registry.ts";
import type { SourceEvent } from "../sources/source.ts";
import type { EndedPush, MatchedEvent, MatchedPush, RoutedEvent, RoutedPush, TakenPush } from "./push-in-flight.ts";
import { applyPipeline, enrich, renderTitle } from "./stages.ts";

/** Integrations as a batch sees them, and the routes of the shared ones. */
export type Routing = {
  integrations: ReadonlyMap<number, FlowIntegration>;
  routes: ReadonlyMap<number, CompiledRoute>;
};

/** The integration's own stages (`decisions.md` §2). Pure; what throws inside ends this push and no other. */
export function readAndMatch(taken: TakenPush, { integrations, routes }: Routing): MatchedPush {
  const { place } = taken;
  const integration = integrations.get(place.push[1]) ?? null;
  const end = (outcome: EndedPush["ended"]["outcome"], because: Saying): EndedPush => ({
    ...{ place, entry: taken.entry, integration },
    ended: { outcome, because },
  });
  if (!taken.entry) return end("failed", taken.because);
  if (!integration) return end("failed", say("integration_gone"));
  const { entry } = taken;
  try {
    const reading = readPush(
      getSource(integration.pluginType),
      entry.request,
      integration.settings,
      entry.receivedAtMs,
    );
    if (reading.outcome === "ignored") return end("ignored", reading.because);
    if (reading.outcome === "rejected") {
      const issues = reading.issues.map(({ at, expected }) =>
        say("should_be", { field: at || say("the_body"), expected }),
      );
      return end("failed", say("settings_changed", { issues }));
    }
    const route = routes.get(integration.integrationId) ?? null;
    const events = reading.events.map((event) => match(event, integration, route));
    return { place, entry, integration, ended: null, events, rejects: reading.rejects };
  } catch (error) {
    return end("failed", say("reading_failed", { error: messageOf(error) }));
  }
}

function match(read: SourceEvent, integration: FlowIntegration, route: CompiledRoute | null): MatchedEvent {
  const titled = renderTitle(enrich(read, integration), integration);
  const titleRule = titled.title === read.title ? "" : read.title;
  if (titled.status === "Ok") return { event: titled, titleRule, matched: [] };
  const event = applyPipeline(titled, integration);
  if (!route) return { event, titleRule, matched: [] };
  const { title, description, status, labels, key: alertKey } = event;
  const words = { title, description, severity: status, status, labels, alertKey, titleRule: titleRule || title };
  return { event, titleRule, matched: matchCases(route, { ...words, integrationId: integration.integrationId }) };
}

/** Where the events of a push go, once it is known which channels take events. Pure. */
export function routePush(push: MatchedPush, routes: Routing["routes"], enabled: EnabledChannels): RoutedPush {
  if (push.ended) return push;
  const { integrationId, channelId } = push.integration;
  const route = routes.get(integrationId) ?? null;
  const decide = ({ event, matched }: MatchedEvent): RouteDecision => {
    if (event.status === "Ok") return WHERE_OPEN;
    return channelId === null ? decideRoute(route, matched, enabled) : decidePrivate(channelId);
  };
  const events = push.events.map(
    (one): RoutedEvent => ({ event: one.event, titleRule: one.titleRule, route: decide(one) }),
  );
  return { ...push, events };
}
