import { type AlibabaAccount, type AlibabaEntity, createAccount, createEntity, digest } from "./alibaba-entities.ts";
import { type AlibabaRule, type AlibabaSeverity, getRule } from "./alibaba-rules.ts";
import { createRandom, type Random } from "./random.ts";
import type { Notification, Turn } from "./side.ts";

/** What a notification says of its condition: began, goes on, over. */
export type AlibabaStatus = "OCCURRED" | "PERSISTENT" | "RECOVERED";

/** One push of the cloud's side. */
export type AlibabaNotification = Notification & {
  status: AlibabaStatus;
  severity: AlibabaSeverity;
  rule: string;
  entity: string;
};

const TURNS: Record<AlibabaStatus, Turn> = { OCCURRED: "fired", PERSISTENT: "persisted", RECOVERED: "recovered" };

/** Who plays: the same seed and start give the same bodies. */
export type AlibabaSideOptions = {
  seed: number;
  startMs: number;
  /** Time from one notification to the next. */
  everyMs: number;
  /** Alert rules, and entities each of them watches. */
  rules: number;
  entities: number;
};

/** The cloud's side of the integration. It has no end; the caller stops asking. */
export type AlibabaSide = {
  readonly rules: readonly AlibabaRule[];
  /** The next notification in the course of events. */
  next(): AlibabaNotification;
  /** Ends one condition that still fires; null when none does. */
  recoverNext(): AlibabaNotification | null;
};

/** A rule on one entity, and where it stands. */
type Condition = {
  ruleId: string;
  rule: AlibabaRule;
  entity: AlibabaEntity;
  alertEntityId: string;
  isFiring: boolean;
  /** Rounds until it fires, or until it recovers. */
  roundsLeft: number;
  value: number;
};

/** Rounds a condition waits, and rounds it repeats itself, at most. */
const QUIET_ROUNDS_MAX = 3;
const PERSISTENT_ROUNDS_MAX = 5;

/**
 * Plays Alibaba Cloud Monitor with rules in Simple Mode. Its course is rounds over all conditions: one that fires is notified
 * once a round, so a round is the silence interval after which the vendor repeats itself.
 */
export function createAlibabaSide(options: AlibabaSideOptions): AlibabaSide {
  const { seed, startMs, everyMs } = options;
  const account = createAccount(seed);
  const random = createRandom(seed);
  const rules = Array.from({ length: options.rules }, (_, index) => getRule(index));
  const conditions = createConditions(rules, options.entities, seed, account, random);
  let turn = 0;
  let sent = 0;

  const notify = (condition: Condition, status: AlibabaStatus): AlibabaNotification => {
    const atMs = startMs + sent * everyMs;
    const eventId = `evt-${digest(seed, `${condition.alertEntityId} ${sent} ${atMs}`).slice(0, 32)}`;
    sent += 1;
    const { rule, entity } = condition;
    const body = JSON.stringify(bodyOf(condition, status, account, eventId, atMs));
    const about = { status, severity: rule.severity, rule: rule.name, entity: entity.name };
    const says = `${status} ${about.severity} ${about.rule}, ${about.entity}`;
    return { atMs, turn: TURNS[status], says, ...about, body };
  };

  return {
    rules,
    next: () => {
      for (;;) {
        const condition = conditions[turn % conditions.length];
        if (!condition) throw new Error("there is nothing that could fire: rules and entities must be 1 or more");
        turn += 1;
        const status = advance(condition, random);
        if (status) return notify(condition, status);
      }
    },
    recoverNext: () => {
      const condition = conditions.find((candidate) => candidate.isFiring);
      if (!condition) return null;
      recover(condition, random);
      return notify(condition, "RECOVERED");
    },
  };
}

function createConditions(
  rules: readonly AlibabaRule[],
  entities: number,
  seed: number,
  account: AlibabaAccount,
  random: Random,
): Condition[] {
  return rules.flatMap((rule, ruleIndex) => {
    const ruleId = uuid(digest(seed, `rule ${ruleIndex}`));
    return Array.from({ length: entities }, (_, index) => {
      const entity = createEntity(rule.kind, index, seed, account.region);
      const alertEntityId = `ae-${digest(seed, `${ruleId} ${entity.id}`).slice(0, 16)}`;
      // The very first condition fires at once; the others join in during the first rounds, so that it is no storm.
      const roundsLeft = ruleIndex + index === 0 ? 0 : random.between(0, QUIET_ROUNDS_MAX);
      return { ruleId, rule, entity, alertEntityId, isFiring: false, roundsLeft, value: 0 };
    });
  });
}

/** One round of a condition's life; null while all is well. */
function advance(condition: Condition, random: Random): AlibabaStatus | null {
  if (condition.roundsLeft > 0) {
    condition.roundsLeft -= 1;
    if (!condition.isFiring) return null;
    condition.value = drift(condition, random);
    return "PERSISTENT";
  }
  if (condition.isFiring) {
    recover(condition, random);
    return "RECOVERED";
  }
  condition.isFiring = true;
  condition.roundsLeft = random.between(0, PERSISTENT_ROUNDS_MAX);
  condition.value = pick(condition.rule, condition.rule.firing, random);
  return "OCCURRED";
}

function recover(condition: Condition, random: Random): void {
  condition.isFiring = false;
  condition.roundsLeft = random.between(1, QUIET_ROUNDS_MAX);
  condition.value = pick(condition.rule, condition.rule.calm, random);
}

function pick(rule: AlibabaRule, [low, high]: readonly [number, number], random: Random): number {
  return Number((low + random.next() * (high - low)).toFixed(rule.decimals));
}

/** A value goes on from where it was, by up to a tenth of its range. */
function drift({ rule, value }: Condition, random: Random): number {
  const [low, high] = rule.firing;
  const moved = value + (random.next() - 0.5) * 0.2 * (high - low);
  return Number(Math.min(high, Math.max(low, moved)).toFixed(rule.decimals));
}

function bodyOf(
  condition: Condition,
  status: AlibabaStatus,
  account: AlibabaAccount,
  id: string,
  atMs: number,
): object {
  const { rule, ruleId, entity, alertEntityId } = condition;
  // The vendor evaluates on whole seconds: both times it sends name the same one.
  const timestamp = Math.floor(atMs / 1000) * 1000;
  const kind = { type: "ALERT", subtype: "NORMAL_TRIGGER", status };
  if (rule.isProductMetric && status === "RECOVERED") {
    const resource = { entity: { entity_id: entity.id } };
    return { ...kind, workspace: account.workspace, ruleId, alertEntityId, timestamp, resource };
  }
  const where = { workspace: account.workspace, ruleId, alertEntityId };
  const resource = {
    entity: { domain: entity.domain, entity_type: entity.type, entity_id: entity.id },
    tags: entity.tags,
  };
  const measured = { resource, data: { currentValue: condition.value } };
  const currentValue = String(condition.value);
  if (rule.isProductMetric) {
    const annotations = { current_value: currentValue };
    const time = hangzhouTime(timestamp);
    return {
      id,
      ...kind,
      severity: rule.severity,
      ...where,
      time,
      ...measured,
      labels: { _cms_rule_id: ruleId },
      annotations,
    };
  }
  return {
    id,
    ...kind,
    severity: rule.severity,
    ...where,
    time: utcTime(timestamp),
    timestamp,
    subject: rule.name,
    source: `/${account.uid}/prometheus/${ruleId}`,
    sourcetype: "ALERT_ALIYUN_PROMETHEUS",
    ...measured,
    labels: labelsOf(condition, account),
    annotations: {
      ...(rule.message && { message: rule.message(entity.name, condition.value) }),
      current_value: currentValue,
      ...(rule.statement && { _cms_rule_display_statement: rule.statement }),
    },
  };
}

function labelsOf({ rule, ruleId, entity }: Condition, account: AlibabaAccount): Record<string, string> {
  return {
    _cms_rule_id: ruleId,
    _cms_rule_name: rule.name,
    _cms_workspace: account.workspace,
    _cms_region: account.region,
    alertname: rule.name,
    severity: rule.severity.toLowerCase(),
    ...entity.labels,
  };
}

/** `2026-11-20T02:10:00Z`. */
function utcTime(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

/** `2026-11-20T10:10:00+0800`, the offset without a colon. */
function hangzhouTime(ms: number): string {
  return utcTime(ms + 8 * 3_600_000).replace("Z", "+0800");
}

function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
