import { afterEach, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../../test/support/receiver.ts";
import { createPoster } from "./post.ts";
import { type DuePush, type PushOutcome, type SendOptions, sendWhenDue } from "./send.ts";

let receiver: Receiver;
afterEach(() => receiver.stop());

type Wishes = Partial<Pick<SendOptions, "connections" | "retryAfterMs" | "signal">> & { timeoutMs?: number };

async function send(pushes: Iterable<DuePush>, wishes: Wishes = {}): Promise<PushOutcome[]> {
  const { connections = 10, retryAfterMs = 0, timeoutMs = 5000, signal = new AbortController().signal } = wishes;
  const poster = createPoster({ url: new URL(receiver.url), headers: {}, connections, timeoutMs });
  const outcomes: PushOutcome[] = [];
  const options = { poster, connections, triesMax: 3, retryAfterMs, signal };
  await sendWhenDue(pushes, options, (_push, outcome) => outcomes.push(outcome));
  poster.stop();
  return outcomes;
}

function* every(ms: number, count: number): Generator<DuePush> {
  for (let index = 0; index < count; index += 1) yield { afterMs: index * ms, body: `push ${index}` };
}

test("every push arrives once, in order over one connection", async () => {
  receiver = await startReceiver(() => ({ status: 200 }));
  const outcomes = await send(every(0, 200), { connections: 1 });
  expect(outcomes.every(({ isAccepted, tries }) => isAccepted && tries.length === 1)).toBe(true);
  expect(receiver.bodies).toEqual(Array.from({ length: 200 }, (_, index) => `push ${index}`));
  expect(receiver.connections()).toBe(1);
});

test("pushes are not held back by answers that take long, but for the bound on connections", async () => {
  receiver = await startReceiver(() => ({ status: 200, afterMs: 100 }));
  const outcomes = await send(every(1, 60), { connections: 20 });
  expect(outcomes).toHaveLength(60);
  expect(receiver.underWayMax()).toBe(20);
  // Three rounds of 20, of 100 ms each: the last ones were due long before they could go.
  expect(Math.max(...outcomes.map(({ latencyMs }) => latencyMs))).toBeGreaterThan(200);
});

test("what is not answered 200 is tried three times in all", async () => {
  const answers = [{ status: 503, body: '{"error":{"code":"ServiceUnavailable"}}' }, { status: 429 }, { status: 200 }];
  receiver = await startReceiver((_index, body) => (body === "a" && answers.shift()) || { status: 500 });
  const outcomes = await send([
    { afterMs: 0, body: "a" },
    { afterMs: 200, body: "b" },
  ]);
  expect(outcomes.map(({ isAccepted, tries }) => ({ isAccepted, tries }))).toEqual([
    { isAccepted: true, tries: ["503 ServiceUnavailable", "429", "200"] },
    { isAccepted: false, tries: ["500", "500", "500"] },
  ]);
  expect(receiver.bodies.toSorted()).toEqual(["a", "a", "a", "b", "b", "b"]);
});

test("201 is not 200", async () => {
  receiver = await startReceiver(() => ({ status: 201 }));
  expect(await send(every(0, 1))).toMatchObject([{ isAccepted: false, tries: ["201", "201", "201"] }]);
});

test("no answer in time is a timeout, and so is half an answer", async () => {
  receiver = await startReceiver((index) =>
    index === 0 ? { status: 200, afterMs: 60_000 } : { status: 200, half: true },
  );
  const outcomes = await send(every(0, 1), { timeoutMs: 80 });
  expect(outcomes).toMatchObject([{ isAccepted: false, tries: ["timeout", "timeout", "timeout"] }]);
});

test("a receiver that is not there is named by its error", async () => {
  receiver = await startReceiver(() => ({ status: 200 }));
  await receiver.stop();
  expect(await send(every(0, 1))).toMatchObject([{ tries: ["ECONNREFUSED", "ECONNREFUSED", "ECONNREFUSED"] }]);
});

test("ending politely: what is under way gets its answer, nothing new starts, nothing is retried", async () => {
  const ending = new AbortController();
  receiver = await startReceiver((index) => {
    if (index === 4) ending.abort();
    return { status: index === 4 ? 503 : 200, afterMs: 20 };
  });
  const outcomes = await send(every(1, 100_000), { connections: 5, retryAfterMs: 60_000, signal: ending.signal });
  expect(outcomes).toHaveLength(receiver.bodies.length);
  expect(outcomes.length).toBeLessThan(20);
  expect(outcomes.filter(({ isAccepted }) => !isAccepted)).toMatchObject([{ tries: ["503"] }]);
});
