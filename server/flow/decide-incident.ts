import type { Board } from "../board/board.ts";
import { openIncident } from "../incidents/incident-transitions.ts";
import { giveReasons } from "../ledger/ledger.ts";
import type { Step } from "./merge-events.ts";
import type { AlertContext, AlertOutcome, AlertStage } from "./stage.ts";

/**
 * An alert that opened or changed, through its stages, and into its incident. One that is in no incident opens one, unless a stage mutes
 * it; an update of one that was muted until now does so too. One that is in an incident is followed, muted or not.
 */
export function decideIncident(step: Step, board: Board, stages: readonly AlertStage[], context: AlertContext): void {
  const outcome = isOver(step) ? null : runAlertStages(step, stages, context);
  if (outcome) mark(step, board, outcome);
  const { before, after, channel } = step;
  if (before && after.incidentId !== null) board.followAlert(before, after, channel.autoCloses);
  else if (!outcome && !isOver(step)) openWith(step, board);
  const incidentId = board.alerts.get(after.alertId)?.incidentId;
  if (incidentId) for (const verdict of step.verdicts) verdict.incident_id = incidentId;
}

/** The push only ended it. One that it both opened and ended had its incident too. */
function isOver({ opened, after }: Step): boolean {
  return !opened && after.progress === "Closed";
}

/** What the first stage that mutes the alert says. */
function runAlertStages(step: Step, stages: readonly AlertStage[], context: AlertContext): AlertOutcome {
  for (const stage of stages) {
    const outcome = stage.run(step, step.channel, context);
    if (outcome) return outcome;
  }
  return null;
}

/** The alert is marked, and its verdicts say why: one that opens is `silenced` or `inhibited`, others keep their verdict. */
function mark(step: Step, board: Board, { muted, by }: NonNullable<AlertOutcome>): void {
  step.after = { ...step.after, everMuted: true };
  board.changeAlert(step.after);
  for (const verdict of step.verdicts) {
    if (step.opened) verdict.verdict = muted;
    Object.assign(verdict, giveReasons([...(verdict.said ?? []), by]));
  }
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
