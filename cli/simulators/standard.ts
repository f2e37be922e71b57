import type { Severity } from "../../contract/severity.ts";
import { createRandom, type Random } from "./random.ts";
import type { Notification, Side, Turn } from "./side.ts";

/** Who plays: the same seed and start give the same bodies. */
export type StandardSideOptions = {
  seed: number;
  startMs: number;
  /** Time from one push to the next. */
  everyMs: number;
  /** Hosts on which each check is done. */
  hosts: number;
};

type Check = { service: string; check: string; severity: Severity; says: (value: number) => string; limit: number };

const CHECKS: readonly Check[] = [
  { service: "order-db", check: "replication", severity: "Critical", limit: 300, says: (value) => `lag ${value} s` },
  { service: "checkout", check: "latency", severity: "Warning", limit: 800, says: (value) => `p99 ${value} ms` },
  { service: "build", check: "disk", severity: "Warning", limit: 90, says: (value) => `/ is ${value} % full` },
  { service: "backup", check: "age", severity: "Info", limit: 26, says: (value) => `last one ${value} hours ago` },
];

type Condition = Check & { host: string; isFiring: boolean; roundsLeft: number; value: number };

const ROUNDS_MAX = 4;

/** Plays a script that watches hosts in rounds: a check that fails is posted once a round, until it is well again. */
export function createStandardSide({ seed, startMs, everyMs, hosts }: StandardSideOptions): Side {
  const random = createRandom(seed);
  const conditions = createConditions(hosts, random);
  let turn = 0;
  let sent = 0;
  const notify = (condition: Condition, said: Turn): Notification => {
    const atMs = startMs + sent * everyMs;
    sent += 1;
    const { service, check, host } = condition;
    const status = said === "recovered" ? "Ok" : condition.severity;
    return { atMs, turn: said, says: `${status} ${service}: ${check} on ${host}`, body: bodyOf(condition, status) };
  };
  return {
    next: () => {
      for (;;) {
        const condition = conditions[turn % conditions.length];
        if (!condition) throw new Error("there is nothing that could fire: hosts must be 1 or more");
        turn += 1;
        const said = advance(condition, random);
        if (said) return notify(condition, said);
      }
    },
    recoverNext: () => {
      const condition = conditions.find(({ isFiring }) => isFiring);
      if (!condition) return null;
      recover(condition, random);
      return notify(condition, "recovered");
    },
  };
}

function createConditions(hosts: number, random: Random): Condition[] {
  return CHECKS.flatMap((check, index) =>
    Array.from({ length: hosts }, (_, number) => {
      const host = `${check.service}-${String(number + 1).padStart(2, "0")}`;
      // The very first condition fires at once; the others join in during the first rounds, so that it is no storm.
      const roundsLeft = index + number === 0 ? 0 : random.between(0, ROUNDS_MAX);
      return { ...check, host, isFiring: false, roundsLeft, value: 0 };
    }),
  );
}

/** One round of a condition's life; null while all is well. */
function advance(condition: Condition, random: Random): Turn | null {
  if (condition.roundsLeft > 0) {
    condition.roundsLeft -= 1;
    if (!condition.isFiring) return null;
    condition.value += random.between(0, 5);
    return "persisted";
  }
  if (condition.isFiring) {
    recover(condition, random);
    return "recovered";
  }
  condition.isFiring = true;
  condition.roundsLeft = random.between(0, ROUNDS_MAX);
  condition.value = condition.limit + random.between(1, 9);
  return "fired";
}

function recover(condition: Condition, random: Random): void {
  condition.isFiring = false;
  condition.roundsLeft = random.between(1, ROUNDS_MAX);
}

function bodyOf({ service, check, host, value, limit, says }: Condition, status: Severity | "Ok"): string {
  const alert_key = `${host}/${check}`;
  const labels = { service, check, host, env: "demo" };
  if (status === "Ok") return JSON.stringify({ title_rule: TITLE_RULE, event_status: status, alert_key, labels });
  const description = `${says(value)}, the limit is ${limit}`;
  // A number, as scripts send it: the hub makes text of it.
  return JSON.stringify({
    ...{ title_rule: TITLE_RULE, event_status: status, alert_key, description },
    labels: { ...labels, trigger_value: value },
  });
}

const TITLE_RULE = "$service::$check::$host";
