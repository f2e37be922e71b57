import type { AlibabaRule } from "./alibaba-rules.ts";
import type { SimulateOptions } from "./read-options.ts";
import type { Turn } from "./side.ts";
import type { Tally } from "./tally.ts";

/** How often pushes of each kind were answered 200. */
export type AlertCounts = Record<Turn, number>;

/** The two columns of a table. */
type Row = readonly [label: string, value: string];

/** The notification object and the rules, as the vendor's console shows them. */
export function renderSetup(options: SimulateOptions, shownUrl: string, rules: readonly AlibabaRule[]): string {
  const object: Row[] = [
    ["Name", options.name],
    ["Identifier", options.identifier],
    ["URL", shownUrl],
    ["Headers", "Content-Type: application/json"],
    ["Method", "POST"],
    ["Data format", "JSON"],
  ];
  const shown = rules.slice(0, RULES_SHOWN).map((rule): Row => [LEVELS[rule.severity], rule.name]);
  if (rules.length > RULES_SHOWN) shown.push(["…", `and ${rules.length - RULES_SHOWN} more`]);
  return [
    "Playing Alibaba Cloud Monitor, Prometheus Monitoring.",
    "",
    "Notification object (custom webhook)",
    table(object),
    "",
    `Alert rules (notification mode: Simple Mode), ${options.entities} entities each`,
    table(shown),
    "",
  ].join("\n");
}

/** Where standard events are posted to, and how. */
export function renderStandardSetup(hosts: number, shownUrl: string): string {
  const sender: Row[] = [
    ["URL", shownUrl],
    ["Headers", "Content-Type: application/json"],
    ["Method", "POST"],
    ["Hosts", String(hosts)],
  ];
  return ["Playing a script that posts standard alert events.", "", table(sender), ""].join("\n");
}

const RULES_SHOWN = 20;
const LEVELS = { CRITICAL: "P1 Critical", ERROR: "P2 Error", WARNING: "P3 Warning", INFO: "P4 Normal" } as const;

/** What the run came to. */
export function renderSummary(tally: Tally, alerts: AlertCounts, seconds: number): string {
  const answers = [...tally.answers].sort(([, a], [, b]) => b - a).map(([word, count]) => `${word}: ${count}`);
  const failed = tally.pushes - tally.accepted;
  const perSecond = tally.pushes / Math.max(seconds, 0.001);
  return [
    "Summary",
    table([
      ["Pushes sent", `${tally.pushes} in ${seconds.toFixed(1)} s (${perSecond.toFixed(1)} per second)`],
      ["Answered 200", `${tally.accepted}${failed > 0 ? `, finally not: ${failed}` : ""}`],
      ["Answers", answers.join(", ") || "none"],
      ["Retries", String(tally.retries)],
      [
        "Latency",
        `p50 ${ms(tally.latencyMs(0.5))}, p95 ${ms(tally.latencyMs(0.95))}, p99 ${ms(tally.latencyMs(0.99))}, max ${ms(tally.latencyMsMax)}`,
      ],
      ["", "from when a push was due to its last answer"],
      ["Alerts", `fired ${alerts.fired}, persisted ${alerts.persisted}, recovered ${alerts.recovered}`],
    ]),
  ].join("\n");
}

/** What a person can do about the answers that came. */
export function renderHints(tally: Tally, origin: string): string[] {
  const came = (word: RegExp) => [...tally.answers.keys()].some((answer) => word.test(answer));
  const hints: string[] = [];
  if (came(/^ECONNREFUSED$/))
    hints.push(`Nothing listens at ${origin}: is the hub running (npm start), and is this its address?`);
  if (came(/^(ENOTFOUND|EAI_AGAIN)$/)) hints.push(`${origin} is not known: check the host in --url.`);
  if (came(/RequestTooFrequently/)) {
    hints.push(
      "The hub bounds how often one integration may push: TOCSIN_PUSH_RATE_PER_SECOND and …_PER_MINUTE (0 = no limit).",
    );
  }
  if (came(/^timeout$/)) hints.push("Some pushes got no answer in time: see --timeout, and the hub's log.");
  return hints;
}

/** Where a newcomer finds what the push became. */
export function renderNextStep(apiUrl: string, nowMs: number): string {
  const now = Math.floor(nowMs / 1000);
  const window = JSON.stringify({ start_time: now - 3_600, end_time: now + 3_600 });
  return [
    `Next: see the incident it became, at ${apiUrl}/incident in the console, or by`,
    `  curl -s '${apiUrl}/incident/list?app_key=APP_KEY' -H 'Content-Type: application/json' -d '${window}'`,
    "APP_KEY is a key of yours: npx tocsin app-key create --email YOU@EXAMPLE.COM --name simulate",
  ].join("\n");
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join("\n");
}
