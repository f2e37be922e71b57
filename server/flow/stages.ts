import type { FlowIntegration } from "../integrations/flow-integration.ts";
import type { SourceEvent } from "../sources/source.ts";

/** A stage of an integration: pure, the event in, the event out. An integration without rules for it lets events pass. */
export type Stage = (event: SourceEvent, integration: FlowIntegration) => SourceEvent;

/** Adds, replaces and removes labels (`spec.md` §3.3). No integration has enrichment rules yet. */
export const enrich: Stage = (event) => event;

/** Renders a title rule, after enrichment so that enriched labels are usable [D29]. Titles are plain text yet. */
export const renderTitle: Stage = (event) => event;

/** Rewrites or drops events; recoveries never pass through it (`spec.md` §3.4). No integration has pipeline rules yet. */
export const applyPipeline: Stage = (event) => event;
