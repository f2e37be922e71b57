import { createWords, findWord } from "./words.ts";

/** Whether a sender's event says that a problem is there or that it is over. */
export type State = "firing" | "recovered";

// The Alibaba Cloud products do not agree on one vocabulary: direct webhooks, the event hub, the alert history and the alert
// centre each have their own, and Chinese templates write the console's words.
const STATES = createWords<State>([
  ["occurred", "firing"],
  ["persistent", "firing"],
  ["alerting", "firing"],
  ["firing", "firing"],
  ["alert", "firing"],
  ["triggered", "firing"],
  ["告警", "firing"],
  ["告警中", "firing"],
  ["触发", "firing"],
  ["未恢复", "firing"],
  ["recovered", "recovered"],
  ["recovery", "recovered"],
  ["resolved", "recovered"],
  ["ok", "recovered"],
  // As a status "normal" means fine; as a severity it is the console's name of the lowest level.
  ["normal", "recovered"],
  ["cleared", "recovered"],
  ["closed", "recovered"],
  ["已恢复", "recovered"],
  ["恢复", "recovered"],
  ["恢复正常", "recovered"],
  ["正常", "recovered"],
  ["已解决", "recovered"],
  ["已关闭", "recovered"],
]);

/** The state behind a sender's word; null when the word is missing or unknown. */
export function findState(value: unknown): State | null {
  return findWord(STATES, value);
}
