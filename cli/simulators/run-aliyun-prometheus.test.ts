import { afterEach, expect, test } from "vitest";
import { type FakeAnswer, type Receiver, startReceiver } from "../../test/support/receiver.ts";
import { type Course, readOptions, type SimulateOptions } from "./read-options.ts";
import { runAliyunPrometheus } from "./run-aliyun-prometheus.ts";

const KEY = "2f9c41d07be84a53b6a1c0de9f317245451";
const OK = { status: 200, body: '{"request_id":"01J","data":{"alert_key":"7Lk"}}' };

let receiver: Receiver;
afterEach(() => receiver.stop());

type Wishes = Partial<SimulateOptions> & { signal?: AbortSignal };

async function run(answer: (index: number, body: string) => FakeAnswer, { signal, ...wishes }: Wishes = {}) {
  receiver = await startReceiver(answer);
  const url = `${receiver.url}event/push/alert/aliyun-prometheus?integration_key=${KEY}`;
  const args = {
    url,
    rules: "4",
    entities: "2",
    seed: "1",
    timeout: "5",
    connections: "10",
    name: "Ops",
    identifier: "ops",
  };
  const options = { ...readOptions(args), ...wishes };
  const printed: string[] = [];
  const stage = {
    print: (text: string) => void printed.push(text),
    isTerminal: false,
    startMs: Date.now(),
    signal: signal ?? new AbortController().signal,
    retryAfterMs: 0,
  };
  const allAccepted = await runAliyunPrometheus(options, stage);
  return { allAccepted, printed: printed.join("\n") };
}

const atRate = (perSecond: number, count: number): Course => ({ kind: "rate", perSecond, count });

test("one alert fires: the notification object, the answer and what to look at next are shown", async () => {
  const { allAccepted, printed } = await run(() => OK);
  expect(allAccepted).toBe(true);
  expect(receiver.bodies).toHaveLength(1);
  expect(receiver.headers[0]).toMatchObject({ "content-type": "application/json" });
  for (const words of [
    /Name +Ops\n +Identifier +ops\n +URL +http:\/\/127.0.0.1:\d+\/event\/push\/alert\/aliyun-prometheus\?integration_key=2f9c…/,
    /Method +POST\n +Data format +JSON/,
    /P1 Critical +Pod memory usage > 90%/,
    /→ OCCURRED CRITICAL Pod memory usage > 90%, checkout-\w+-\w+\n← 200 after \d.* ms: \{"request_id":"01J"/,
    /\/incident\/list\?app_key=APP_KEY/,
    /fired 1, persisted 0, recovered 0/,
  ]) {
    expect(printed).toMatch(words);
  }
});

test("with recover the alert that fired recovers after its answer", async () => {
  const { allAccepted, printed } = await run(() => OK, { recovers: true });
  expect(allAccepted).toBe(true);
  expect(receiver.bodies.map((body) => /"status":"(\w+)"/.exec(body)?.[1])).toEqual(["OCCURRED", "RECOVERED"]);
  expect(printed).toMatch(/fired 1, persisted 0, recovered 1/);
});

test("P11: the key is never printed whole, not even when the answer holds it", async () => {
  const { printed } = await run(() => ({
    status: 400,
    body: `{"error":{"code":"InvalidParameter","message":"${KEY}"}}`,
  }));
  expect(printed).not.toContain(KEY);
  expect(printed).toContain("2f9c…");
});

test("a push that is finally refused makes the run a failure, and the answer is shown", async () => {
  const body = '{"error":{"code":"InvalidParameter","message":"integration_key is not a valid one"}}';
  const { allAccepted, printed } = await run(() => ({ status: 400, body }), { recovers: true });
  expect(allAccepted).toBe(false);
  expect(receiver.bodies).toHaveLength(3);
  expect(printed).toContain("400 InvalidParameter, then 400 InvalidParameter, then 400 InvalidParameter");
  expect(printed).toContain("integration_key is not a valid one");
  expect(printed).not.toContain("/incident/list");
});

test("a course at a rate counts what it sent, and recovers at the end what still fires", async () => {
  const { allAccepted, printed } = await run(() => OK, { course: atRate(1000, 100), recovers: true });
  expect(allAccepted).toBe(true);
  const statuses = receiver.bodies.map((body) => /"status":"(\w+)"/.exec(body)?.[1]);
  const count = (status: string) => statuses.filter((found) => found === status).length;
  expect(count("OCCURRED")).toBe(count("RECOVERED"));
  expect(printed).toContain(`Pushes sent   ${statuses.length} in`);
  expect(printed).toContain(
    `fired ${count("OCCURRED")}, persisted ${count("PERSISTENT")}, recovered ${count("RECOVERED")}`,
  );
});

test("refusals are retried, counted, and explained", async () => {
  const tooMany = { status: 429, body: '{"error":{"code":"RequestTooFrequently","message":"slower"}}' };
  const seen = new Set<string>();
  const onSecondTry = (_index: number, body: string) => {
    const answer = seen.has(body) ? OK : tooMany;
    seen.add(body);
    return answer;
  };
  const { allAccepted, printed } = await run(onSecondTry, { course: atRate(1000, 20) });
  expect(allAccepted).toBe(true);
  expect(printed).toMatch(/Answers +(200: 20, 429 RequestTooFrequently: 20|429 RequestTooFrequently: 20, 200: 20)/);
  expect(printed).toMatch(/Retries +20/);
  expect(printed).toContain("TOCSIN_PUSH_RATE_PER_SECOND");
});

test("ended half-way it still sums up", async () => {
  const ending = new AbortController();
  const course = atRate(500, Number.POSITIVE_INFINITY);
  const { allAccepted, printed } = await run(
    (index) => {
      if (index === 20) ending.abort();
      return OK;
    },
    { course, signal: ending.signal },
  );
  expect(allAccepted).toBe(true);
  expect(printed).toMatch(/Answered 200 +2\d\n/);
});
