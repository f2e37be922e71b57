import { messageOf } from "../base/errors.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { decideRoute } from "../routing/route-decision.ts";
import { readPush } from "../sources/read.ts";
import { getSource } from "../sources/registry.ts";
import type { SourceEvent } from "../sources/source.ts";
import type { EndedPush, RoutedEvent, RoutedPush, TakenPush } from "./push-in-flight.ts";
import { applyPipeline, enrich, renderTitle } from "./stages.ts";

/** The integration's own stages (`decisions.md` §2). Pure; what throws inside ends this push and no other. */
export function readAndRoute(taken: TakenPush, integrations: ReadonlyMap<number, FlowIntegration>): RoutedPush {
  const { place } = taken;
  const integration = integrations.get(place.push[1]) ?? null;
  const end = (outcome: EndedPush["ended"]["outcome"], because: string): EndedPush => ({
    ...{ place, entry: taken.entry, integration },
    ended: { outcome, because },
  });
  if (!taken.entry) return end("failed", taken.because);
  if (!integration) return end("failed", "the integration does not exist any more");
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
      const expected = reading.issues.map((issue) => `${issue.at || "the body"} should be ${issue.expected}`);
      return end("failed", `accepted, but not readable with today's settings: ${expected.join("; ")}`);
    }
    const events = reading.events.map((event) => route(event, integration));
    return { place, entry, integration, ended: null, events, rejects: reading.rejects };
  } catch (error) {
    return end("failed", `reading failed: ${messageOf(error)}`);
  }
}

function route(read: SourceEvent, integration: FlowIntegration): RoutedEvent {
  const titled = renderTitle(enrich(read, integration), integration);
  const titleRule = titled.title === read.title ? "" : read.title;
  if (titled.status === "Ok") return { event: titled, titleRule, channelIds: [], because: "" };
  const event = applyPipeline(titled, integration);
  return { event, titleRule, because: "", ...decideRoute(integration) };
}
