import { hashKey } from "../../base/ids.ts";
import { type Fields, readText } from "../shared/fields.ts";
import { stableLabels, VOLATILE_LABELS } from "../shared/labels.ts";

/** What tells the alerts of one rule apart: a setting of the integration, the default first. */
export const IDENTITIES = ["entity", "alertEntityId", "labels"] as const;
export type Identity = (typeof IDENTITIES)[number];

/** The parts of an event that can identify it; empty text for what it lacks. */
export type IdentityParts = {
  workspace: string;
  rule: string;
  entity: string;
  alertEntityId: string;
  labels: Fields;
  dedupId: string;
  eventId: string;
  title: string;
};

type Handle = Identity | "rule" | "dedupId" | "eventId" | "title";

// The entity comes first because the vendor groups by it and because even the barest recovery names it. Where an event lacks
// the part its integration asks for, the next one stands in, under its own name: a recovery carries the key of every part it
// has, so it still finds an alert that was opened by a stand-in.
const WITH_RULE: Readonly<Record<Identity, readonly Handle[]>> = {
  entity: ["entity", "alertEntityId", "labels", "rule"],
  alertEntityId: ["alertEntityId", "entity", "labels", "rule"],
  labels: ["labels", "alertEntityId", "entity", "rule"],
};
// Without its rule an entity says little, so whatever names the problem itself is asked first.
const WITHOUT_RULE: readonly Handle[] = ["dedupId", "labels", "alertEntityId", "entity", "eventId", "title"];

/** Used only when there is nothing better: too coarse, or new with every event. */
const LAST_RESORTS: ReadonlySet<Handle> = new Set(["rule", "eventId", "title"]);

/**
 * The keys of an event, best first, never none: one for a firing event, by the integration's setting; for a recovery all that
 * it has the parts for, so that it finds alerts opened before the setting was changed.
 */
export function keysOf(parts: IdentityParts, identity: Identity, recovered: boolean): string[] {
  const keys: string[] = [];
  for (const handle of parts.rule === "" ? WITHOUT_RULE : WITH_RULE[identity]) {
    if (keys.length > 0 && (!recovered || LAST_RESORTS.has(handle))) break;
    const values = valuesOf(handle, parts);
    if (values !== null) keys.push(hashKey([handle, parts.workspace, parts.rule, ...values]));
  }
  return keys;
}

/** What a handle hashes beside workspace and rule; null when the event lacks it. */
function valuesOf(handle: Handle, parts: IdentityParts): string[] | null {
  if (handle === "labels") {
    const stable = stableLabels(parts.labels, parts.rule === "" ? VOLATILE_LABELS : NOT_OF_SERIES);
    return stable.length > 0 ? stable : null;
  }
  if (handle === "rule") return [];
  if (handle === "title") return [parts.title];
  return parts[handle] === "" ? null : [parts[handle]];
}

/** Labels that every series of a rule shares, or that change while a problem lasts; renaming a rule must not split an alert. */
const NOT_OF_SERIES: ReadonlySet<string> = new Set([
  ...VOLATILE_LABELS,
  "alertname",
  "_cms_rule_id",
  "_cms_rule_name",
  "_cms_workspace",
  "_cms_region",
]);

/** The setting as it was checked when the integration was saved. */
export function readIdentity(value: unknown): Identity {
  return IDENTITIES.find((identity) => identity === readText(value)) ?? IDENTITIES[0];
}
