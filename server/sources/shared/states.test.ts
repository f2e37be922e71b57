import { expect, test } from "vitest";
import { findState } from "./states.ts";

test.each(["RECOVERED", "Resolved", "OK", "Ok", "NORMAL", "CLEARED", "已恢复", "恢复", " recovered "])(
  "P5: %s is over",
  (word) => {
    expect(findState(word)).toBe("recovered");
  },
);

test.each(["OCCURRED", "PERSISTENT", "Alerting", "firing", "ALERT", "TRIGGERED", "未恢复", "告警中"])(
  "%s fires",
  (word) => {
    expect(findState(word)).toBe("firing");
  },
);

test.each([undefined, null, "", "ESCALATED", "NORMAL_TRIGGER", "not ok", 0, true, {}, "constructor"])(
  "%s is no state",
  (word) => {
    expect(findState(word)).toBeNull();
  },
);
