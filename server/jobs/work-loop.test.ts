import { expect, test } from "vitest";
import { createWorkLoop, type StepOutcome } from "./work-loop.ts";

/** A loop over given outcomes, which is idle when there are none left. */
function loopOver(outcomes: StepOutcome[], options: { isPressed?: () => boolean; lookEveryMs?: number } = {}) {
  const done: StepOutcome[] = [];
  let onIdle: () => void = () => undefined;
  const idle = () => new Promise<void>((resolve) => (onIdle = resolve));
  const step = async (): Promise<StepOutcome> => {
    const outcome = outcomes.shift() ?? "idle";
    done.push(outcome);
    if (outcome === "idle") onIdle();
    return outcome;
  };
  const loop = createWorkLoop({ step, concurrency: 1, lookEveryMs: 10_000, ...options });
  return { loop, done, idle, outcomes };
}

test("goes on while there is work, and again when it is woken, without looking first", async () => {
  const { loop, done, idle, outcomes } = loopOver([{ restMs: 0 }, { restMs: 0 }]);
  const first = idle();
  loop.start();
  await first;
  expect(done).toEqual([{ restMs: 0 }, { restMs: 0 }, "idle"]);
  outcomes.push({ restMs: 0 });
  const second = idle();
  loop.wake();
  await second;
  expect(done.length).toBe(5);
  await loop.stop();
});

test("looks for work that nobody wakes it for", async () => {
  const { loop, idle, outcomes, done } = loopOver([], { lookEveryMs: 5 });
  const first = idle();
  loop.start();
  await first;
  outcomes.push({ restMs: 0 });
  await expect.poll(() => done.filter((outcome) => typeof outcome === "object").length).toBe(1);
  await loop.stop();
});

test("tries again after trouble", async () => {
  const { loop, done, idle } = loopOver(["trouble", "trouble", { restMs: 0 }]);
  const first = idle();
  loop.start();
  await first;
  expect(done).toEqual(["trouble", "trouble", { restMs: 0 }, "idle"]);
  await loop.stop();
});

test("rests after work while accepting is pressed, and not a moment longer", async () => {
  let pressed = true;
  const { loop, done } = loopOver([{ restMs: 60_000 }, { restMs: 0 }], { isPressed: () => pressed, lookEveryMs: 5 });
  loop.start();
  await expect.poll(() => done.length).toBe(1);
  pressed = false;
  await expect.poll(() => done.length).toBeGreaterThan(1);
  await loop.stop();
});

test("drain steps until nothing is left", async () => {
  const { loop, done } = loopOver([{ restMs: 60_000 }, "trouble", { restMs: 0 }]);
  await loop.drain();
  expect(done).toEqual([{ restMs: 60_000 }, "trouble", { restMs: 0 }, "idle"]);
});
