import { countBacklog } from "../../../server/journal/lane-store.ts";
import { checkSender, type Findings } from "./check.ts";
import { findUnsettled, readEvidence, type Unsettled } from "./evidence-store.ts";
import type { Sender } from "./sender.ts";
import type { Stage } from "./stage.ts";
import { writeMark } from "./story.ts";
import { waitFor } from "./wait.ts";

/** What the database holds against what the senders know. */
export type Inspection = {
  findings: Findings;
  figures: Figures;
  /** Answers other than 200 and 503. */
  oddAnswers: readonly string[];
  /** What was left of the work although nothing was pending any more. */
  unsettled: Unsettled;
};

type Figures = {
  attempts: number;
  answered: number;
  deliveries: number;
  /** Attempts whose answer never came, but which were stored. */
  storedUnanswered: number;
  events: number;
  alerts: number;
};

const DRAIN_TIMEOUT_MS = 120_000;

/** Waits until everything is processed, and checks what is there. The senders have ended. */
export async function inspect(stage: Stage, senders: readonly Sender[]): Promise<Inspection> {
  const isDrained = async () => (await countBacklog(stage.database)).pushes === 0;
  await waitFor("nothing is pending", isDrained, DRAIN_TIMEOUT_MS);
  const findings: Findings = { lost: [], doubled: [], disordered: [], wrong: [] };
  const figures: Figures = { attempts: 0, answered: 0, deliveries: 0, storedUnanswered: 0, events: 0, alerts: 0 };
  const oddAnswers: string[] = [];
  for (const [index, { integrationId }] of stage.integrations.entries()) {
    const attempts = senders[index]?.attempts ?? [];
    const evidence = await readEvidence(stage.database, integrationId);
    const { lost, doubled, disordered, wrong } = checkSender(attempts, evidence);
    findings.lost.push(...lost);
    findings.doubled.push(...doubled);
    findings.disordered.push(...disordered);
    findings.wrong.push(...wrong);
    const answered = new Set(attempts.filter(({ status }) => status === 200).map(writeMark));
    figures.attempts += attempts.length;
    figures.answered += answered.size;
    figures.deliveries += evidence.deliveries.length;
    figures.storedUnanswered += evidence.deliveries.filter(({ mark }) => !answered.has(writeMark(mark))).length;
    figures.events += evidence.events.length;
    figures.alerts += evidence.alerts.length;
    const odd = attempts.filter(({ status }) => status !== null && status !== 200 && status !== 503);
    oddAnswers.push(...odd.map(({ sender, push, status }) => `sender ${sender} push ${push}: ${status}`));
  }
  return { findings, figures, oddAnswers, unsettled: await findUnsettled(stage.database) };
}
