import { z } from "zod";

/** Which attempt of which push of which sender: written into every event, so that attempts are told apart in the database. */
export type Mark = { sender: number; push: number; attempt: number };

/** One event of a push, as the checker reads it back from the journal. */
export type SentEvent = { entity: string; isRecovery: boolean; timeMs: number };

/** The text form of a mark; the description of each of its events. */
export function writeMark({ sender, push, attempt }: Mark): string {
  return `sender ${sender} push ${push} attempt ${attempt}`;
}

/** The mark again, or null for a text that is none. */
export function readMark(text: string): Mark | null {
  const match = /^sender (\d+) push (\d+) attempt (\d+)$/.exec(text);
  return match ? { sender: Number(match[1]), push: Number(match[2]), attempt: Number(match[3]) } : null;
}

/** Every third push speaks of a second entity too, whose alert opens, is updated once, and recovers. */
const SECOND_EVERY = 3;
const SECOND_CYCLE = 3;
/** The first entity's alert recovers with every seventh to tenth push, the sender decides which. */
const FIRST_CYCLE_MIN = 7;

/** The events of a push: alerts that open, are updated several times and recover; a sender's last push recovers everything. */
export function eventsOf(sender: number, push: number, isLast: boolean, timeMs: number): SentEvent[] {
  const cycle = FIRST_CYCLE_MIN + (sender % 4);
  const first = { entity: `pod-${sender}-a`, isRecovery: isLast || push % cycle === 0, timeMs };
  if (!isLast && push % SECOND_EVERY !== 0) return [first];
  const isRecovery = isLast || (push / SECOND_EVERY) % SECOND_CYCLE === 0;
  return [first, { entity: `pod-${sender}-b`, isRecovery, timeMs }];
}

const RULE = "c1b5e0d2-6f3a-4a9b-9a0e-0f6f4b1e7a01";

/** The body of a push, as `aliyun-prometheus` has it: one event, or a list. */
export function renderBody(mark: Mark, events: readonly SentEvent[]): string {
  const message = writeMark(mark);
  const bodies = events.map(({ entity, isRecovery, timeMs }) => ({
    id: `${message} ${entity}`,
    type: "ALERT",
    status: isRecovery ? "RECOVERED" : "OCCURRED",
    severity: "CRITICAL",
    workspace: "default-cms-1508260417739201-cn-hangzhou",
    ruleId: RULE,
    time: new Date(timeMs).toISOString(),
    subject: "Pod memory usage > 90%",
    resource: { entity: { domain: "k8s", entity_type: "k8s.pod", entity_id: entity } },
    labels: { alertname: "Pod memory usage > 90%", namespace: "shop", cluster: "prod-hz-1", pod: entity },
    annotations: { message },
  }));
  return JSON.stringify(bodies.length === 1 ? bodies[0] : bodies);
}

const eventShape = z.object({
  status: z.enum(["OCCURRED", "RECOVERED"]),
  time: z.string(),
  resource: z.object({ entity: z.object({ entity_id: z.string() }) }),
  annotations: z.object({ message: z.string() }),
});
const bodyShape = z.union([eventShape.transform((event) => [event]), z.array(eventShape).min(1)]);

/** Mark and events of a body that `renderBody` wrote. */
export function readBody(body: string): { mark: Mark; events: SentEvent[] } {
  const events = bodyShape.parse(JSON.parse(body));
  const mark = readMark(events[0]?.annotations.message ?? "");
  if (!mark) throw new Error("a body without a mark is not of this trial");
  return {
    mark,
    events: events.map(({ status, time, resource }) => ({
      entity: resource.entity.entity_id,
      isRecovery: status === "RECOVERED",
      timeMs: Date.parse(time),
    })),
  };
}
