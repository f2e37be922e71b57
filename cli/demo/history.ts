import { incidentAck, incidentComment, incidentList, incidentResolve } from "../../contract/operations/incident.ts";
import { createAlibabaSide } from "../simulators/aliyun-prometheus.ts";
import type { Caller } from "./caller.ts";
import type { Sender } from "./scene.ts";

/** A hub whose clock the demo moves. */
export type PastHub = { url: string; moveTo(ms: number): void; drain(): Promise<void> };

/** The time that is played, and who looks after what it brings. */
export type Past = { fromMs: number; toMs: number; senders: readonly Sender[]; responders: readonly Caller[] };

/** How long it takes until somebody looks at what is open. */
const LOOK_EVERY_MS = 50 * 60_000;

const FINDINGS = [
  { root_cause: "A query without an index after the last release", resolution: "Rolled back, then added the index" },
  { root_cause: "One node ran out of disk", resolution: "Cleared old images and enlarged the disk" },
  { root_cause: "A traffic peak of a campaign", resolution: "Scaled out from 6 to 10 pods" },
] as const;
const COMMENT = "Looking into it. Checkout still works, **refunds are slow**.";

/** Plays hours in seconds: the senders push when they would have, and people answer as they would have. Tells how far it is. */
export async function playHistory(hub: PastHub, past: Past, onProgress: (share: number) => void): Promise<number> {
  const pushes = past.senders.flatMap((sender) => drawPushes(sender, past)).sort((a, b) => a.atMs - b.atMs);
  let lookAtMs = past.fromMs + LOOK_EVERY_MS;
  let looks = 0;
  for (const [index, { atMs, body, pushPath }] of pushes.entries()) {
    if (atMs >= lookAtMs) {
      hub.moveTo(lookAtMs);
      await lookAfter(past.responders, looks, lookAtMs);
      looks += 1;
      lookAtMs += LOOK_EVERY_MS;
    }
    hub.moveTo(atMs);
    await push(`${hub.url}${pushPath}`, body);
    await hub.drain();
    onProgress((index + 1) / pushes.length);
  }
  return pushes.length;
}

function drawPushes(sender: Sender, { fromMs, toMs }: Past) {
  const { seed, rules, entities, everyMs, pushPath } = sender;
  const side = createAlibabaSide({ seed, rules, entities, startMs: fromMs, everyMs: everyMs.history });
  const count = Math.floor((toMs - fromMs) / everyMs.history);
  return Array.from({ length: count }, () => ({ ...side.next(), pushPath }));
}

async function push(pushUrl: string, body: string): Promise<void> {
  const answer = await fetch(pushUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
  if (!answer.ok) throw new Error(`a push was answered ${answer.status}: ${await answer.text()}`);
}

/** Somebody takes the incident that waits longest: every third time it is solved, otherwise in hand with a note. */
async function lookAfter(responders: readonly Caller[], looks: number, nowMs: number): Promise<void> {
  const call = responders[looks % responders.length];
  const finding = FINDINGS[looks % FINDINGS.length];
  if (!call || !finding) return;
  const now = Math.floor(nowMs / 1000);
  const window = { start_time: now - 86_400, end_time: now, asc: true, limit: 1 };
  const { items } = await call(incidentList, { ...window, progress: "Triggered" });
  const incident_ids = items.map(({ incident_id }) => incident_id);
  if (incident_ids.length === 0) return;
  if (looks % 3 === 2) await call(incidentResolve, { incident_ids, ...finding });
  else {
    await call(incidentAck, { incident_ids });
    await call(incidentComment, { incident_ids, comment: COMMENT });
  }
}
