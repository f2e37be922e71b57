import type { EDIT_NOUNS, LiveEvent } from "../../contract/live.ts";

/** What can be edited. */
export type EditNoun = (typeof EDIT_NOUNS)[number];

/** Ids of alerts or incidents that changed in a channel; null when there are too many to name. */
export type ChangedInChannel = [channelId: number, ids: string[] | null];

/**
 * What one transaction changed, as its row of `change` holds it. Channels stand beside the ids, since whoever may not see a channel
 * may not hear of what is in it; channel 0 hides nothing.
 */
export type Change = {
  /** Integrations whose pushes were processed: their latest event time in Unix seconds (0 when it did not move), how many pushes. */
  integrations?: [integrationId: number, channelId: number, lastTime: number, pushes: number][];
  alerts?: ChangedInChannel[];
  incidents?: ChangedInChannel[];
  edits?: [noun: EditNoun, id: number, channelId: number][];
};

/** What one listener may hear of. */
export type Scope = {
  hiddenChannelIds: ReadonlySet<number>;
  mayReadIntegrations: boolean;
  mayReadIncidents: boolean;
  mayReadChannels: boolean;
};

/** Past this many ids in one channel, in one note or one batch, they are not named any more. */
export const NAMED_IDS_MAX = 100;

/** Ids by channel as a change carries them. */
export function changedInChannels(items: Iterable<{ channelId: number; id: string }>): ChangedInChannel[] {
  const byChannel = new Map<number, Set<string>>();
  for (const { channelId, id } of items) getOrMake(byChannel, channelId, () => new Set<string>()).add(id);
  return [...byChannel].map(([channelId, ids]) => [channelId, ids.size > NAMED_IDS_MAX ? null : [...ids]]);
}

/** Several changes as one: each integration, alert, incident and edit once, with its latest time. */
export function mergeChanges(changes: readonly Change[]): Change {
  const integrations = new Map<number, [number, number, number, number]>();
  const edits = new Map<string, [EditNoun, number, number]>();
  for (const change of changes) {
    for (const [integrationId, channelId, lastTime, pushes] of change.integrations ?? []) {
      const [, , lastBefore, pushesBefore] = integrations.get(integrationId) ?? [integrationId, channelId, 0, 0];
      const latest = Math.max(lastTime, lastBefore);
      integrations.set(integrationId, [integrationId, channelId, latest, pushes + pushesBefore]);
    }
    for (const [noun, id, channelId] of change.edits ?? []) edits.set(`${noun} ${id}`, [noun, id, channelId]);
  }
  return {
    integrations: [...integrations.values()],
    alerts: mergeIds(changes.flatMap(({ alerts = [] }) => alerts)),
    incidents: mergeIds(changes.flatMap(({ incidents = [] }) => incidents)),
    edits: [...edits.values()],
  };
}

function mergeIds(all: readonly ChangedInChannel[]): ChangedInChannel[] {
  const byChannel = new Map<number, Set<string> | null>();
  for (const [channelId, ids] of all) {
    const known = getOrMake(byChannel, channelId, () => new Set<string>());
    if (ids === null || known === null) byChannel.set(channelId, null);
    else for (const id of ids) known.add(id);
  }
  return [...byChannel].map(([channelId, ids]) => [channelId, ids && ids.size <= NAMED_IDS_MAX ? [...ids] : null]);
}

/** Whether a change may have changed who may see what. */
export function movesScopes({ edits = [] }: Change): boolean {
  return edits.some(([noun]) => noun === "channel" || noun === "team" || noun === "member");
}

/** The events of a change that a listener may hear, in the order of the contract. */
export function renderEvents(change: Change, scope: Scope): LiveEvent[] {
  const { integrations = [], alerts = [], incidents = [], edits = [] } = change;
  const isVisible = (channelId: number) => !scope.hiddenChannelIds.has(channelId);
  const moved = scope.mayReadIntegrations ? integrations.filter(([, channelId]) => isVisible(channelId)) : [];
  const seen = (changed: readonly ChangedInChannel[]) =>
    scope.mayReadIncidents ? changed.filter(([channelId]) => isVisible(channelId)) : [];
  const countedIn = scope.mayReadChannels ? incidents.filter(([channelId]) => isVisible(channelId)) : [];
  const edited = edits.filter(([noun, , channelId]) => isVisible(channelId) && mayRead(noun, scope));
  const rendered: LiveEvent[] = [
    {
      name: "integration.last_time",
      data: {
        items: moved
          .filter(([, , lastTime]) => lastTime > 0)
          .map(([integration_id, , last_time]) => ({ integration_id, last_time })),
      },
    },
    {
      name: "delivery.new",
      data: {
        items: moved
          .filter(([, , , pushes]) => pushes > 0)
          .map(([integration_id, , , count]) => ({ integration_id, count })),
      },
    },
    {
      name: "alert.changed",
      data: {
        items: seen(alerts).map(([channel_id, ids]) => ({ channel_id, alert_ids: ids ?? [], has_more: ids === null })),
      },
    },
    {
      name: "incident.changed",
      data: {
        items: seen(incidents).map(([channel_id, ids]) => ({
          channel_id,
          incident_ids: ids ?? [],
          has_more: ids === null,
        })),
      },
    },
    { name: "channel.changed", data: { items: countedIn.map(([channel_id]) => ({ channel_id })) } },
    { name: "config.changed", data: { items: edited.map(([noun, id]) => ({ noun, id })) } },
  ];
  return rendered.filter((event) => !("items" in event.data) || event.data.items.length > 0);
}

function mayRead(noun: EditNoun, scope: Scope): boolean {
  if (noun === "channel") return scope.mayReadChannels;
  if (noun === "team" || noun === "member") return true;
  return scope.mayReadIntegrations;
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
