import type { Board } from "../board/board.ts";
import { openIncident } from "../incidents/incident-transitions.ts";
import { giveReasons } from "../ledger/ledger.ts";
import type { Step } from "./merge-events.ts";
import type { AlertStage } from "./stage.ts";

/** An alert that opened or changed, through its stages, and into its incident: a new one opens one, others are followed. */
export function decideIncident(step: Step, board: Board, stages: readonly AlertStage[]): void {
  const { before, channel } = step;
  if (!before && isMuted(step, board, stages)) return;
  if (!before) openWith(step, board);
  else if (before.incidentId !== null) board.followAlert(before, step.after, channel.autoCloses);
  const incidentId = board.alerts.get(step.after.alertId)?.incidentId;
  if (incidentId) for (const verdict of step.verdicts) verdict.incident_id = incidentId;
}

/** The first stage that mutes a new alert keeps it from incidents; it is marked, and the verdicts of its events say why. */
function isMuted(step: Step, board: Board, stages: readonly AlertStage[]): boolean {
  for (const stage of stages) {
    const outcome = stage.run(step, step.channel);
    if (!outcome) continue;
    board.changeAlert({ ...step.after, everMuted: true });
    for (const verdict of step.verdicts) {
      verdict.verdict = outcome.muted;
      Object.assign(verdict, giveReasons([...(verdict.said ?? []), outcome.by]));
    }
    return true;
  }
  return false;
}

function openWith({ opened, after, channel, integrationType, origin }: Step, board: Board): void {
  const { newId, nowMs } = board.context;
  // As the first event of the push had it: what came behind it in the same body changes it as if it had come alone.
  const first = opened ?? after;
  const incident = openIncident(first, integrationType, newId(nowMs), nowMs);
  const { incidentId, severity, title } = incident;
  board.addIncident(incident);
  board.attach(after, incidentId);
  board.addFeed(incidentId, { type: "i_new", detail: { severity, title, ...origin } });
  board.setAutoResolve(incident, channel);
  if (after !== first) board.followAlert({ ...first, incidentId }, { ...after, incidentId }, channel.autoCloses);
}
