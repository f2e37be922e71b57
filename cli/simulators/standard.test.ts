import { expect, test } from "vitest";
import { readPush } from "../../server/sources/read.ts";
import { getSource } from "../../server/sources/registry.ts";
import type { SourceEvent } from "../../server/sources/source.ts";
import { startReceiver } from "../../test/support/receiver.ts";
import { readStandardOptions } from "./read-options.ts";
import { runStandard } from "./run-standard.ts";
import { createStandardSide } from "./standard.ts";

const OPTIONS = { seed: 1, startMs: Date.parse("2026-11-20T02:00:00Z"), everyMs: 1000, hosts: 3 };

/** What the hub reads out of a body: exactly one event. */
function read(body: string): SourceEvent {
  const request = { method: "POST", query: {}, headers: {}, body: Buffer.from(body) };
  const reading = readPush(getSource("standard"), request, {}, OPTIONS.startMs);
  const [event] = reading.outcome === "mapped" ? reading.events : [];
  if (!event) throw new Error(JSON.stringify(reading));
  return event;
}

test("every push is read, fires before it persists, and is over under the key that it fired with", () => {
  const side = createStandardSide(OPTIONS);
  const firing = new Set<string>();
  const turns = { fired: 0, persisted: 0, recovered: 0 };
  for (let round = 0; round < 500; round += 1) {
    const { turn, body } = side.next();
    const { key, status } = read(body);
    expect(firing.has(key), `${turn} ${key}`).toBe(turn !== "fired");
    expect(status === "Ok").toBe(turn === "recovered");
    if (turn === "recovered") firing.delete(key);
    else firing.add(key);
    turns[turn] += 1;
  }
  expect(Math.min(...Object.values(turns))).toBeGreaterThan(50);
  for (let last = side.recoverNext(); last; last = side.recoverNext()) firing.delete(read(last.body).key);
  expect([...firing]).toEqual([]);
});

test("P9: the same seed plays the same pushes", () => {
  const [one, other] = [createStandardSide(OPTIONS), createStandardSide(OPTIONS)];
  for (let round = 0; round < 50; round += 1) expect(one.next()).toEqual(other.next());
});

test("P11: a run tells what it sends and to where, without the key", async () => {
  const receiver = await startReceiver(() => ({ status: 200, body: "{}" }));
  const key = "2f9c41d07be84a53b6a1c0de9f317245451";
  const url = `${receiver.url}event/push/alert/standard?integration_key=${key}`;
  const args = { url, recover: true, hosts: "2", seed: "1", timeout: "5", connections: "2" };
  const printed: string[] = [];
  const stage = {
    ...{ print: (text: string) => void printed.push(text), isTerminal: false, startMs: OPTIONS.startMs },
    ...{ signal: new AbortController().signal, retryAfterMs: 0 },
  };
  expect(await runStandard(readStandardOptions(args), stage)).toBe(true);
  await receiver.stop();
  const text = printed.join("\n");
  expect(text).toContain("→ Critical order-db: replication on order-db-01");
  expect(text).toContain("→ Ok order-db: replication on order-db-01");
  expect(text).toContain("fired 1, persisted 0, recovered 1");
  expect(text).not.toContain(key);
});

test("an option of another play is refused by its name", () => {
  expect(() => readStandardOptions({ url: "http://h", rules: "8" })).toThrow("there is no option --rules");
});
