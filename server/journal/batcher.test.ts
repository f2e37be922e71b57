import { expect, test } from "vitest";
import { createBatcher, Full } from "./batcher.ts";

type Commit = { items: readonly number[]; finish: () => void; fail: (error: Error) => void };

/** A batcher of numbers (each its own size in bytes) whose commits the test ends by hand. */
function createHandBatcher(limits: { bytes?: number; count?: number; waiting?: number } = {}) {
  const commits: Commit[] = [];
  const batcher = createBatcher<number>({
    commit: (items) => new Promise((finish, fail) => commits.push({ items, finish, fail })),
    bytesOf: (item) => item,
    commitBytesMax: limits.bytes ?? 1_000,
    commitCountMax: limits.count ?? 100,
    waitingBytesMax: limits.waiting ?? 10_000,
    onCommit: () => undefined,
  });
  const nextCommit = async (index: number): Promise<Commit> => {
    while (!commits[index]) await new Promise((resolve) => setImmediate(resolve));
    return commits[index];
  };
  return { batcher, nextCommit, commits };
}

test("P1: an item is answered only after its own commit", async () => {
  const { batcher, nextCommit } = createHandBatcher();
  const answered: string[] = [];
  const first = batcher.add(1).then(() => answered.push("first"));
  const commit = await nextCommit(0);
  const second = batcher.add(2).then(() => answered.push("second"));
  expect(answered).toEqual([]);
  commit.finish();
  await first;
  expect(answered).toEqual(["first"]);
  (await nextCommit(1)).finish();
  await second;
  expect(answered).toEqual(["first", "second"]);
});

test("one commit is under way at a time, and what arrives meanwhile shares the next one in order", async () => {
  const { batcher, nextCommit, commits } = createHandBatcher();
  const all = [batcher.add(1)];
  const commit = await nextCommit(0);
  all.push(batcher.add(2), batcher.add(3), batcher.add(4));
  expect(commits).toHaveLength(1);
  commit.finish();
  const next = await nextCommit(1);
  expect(next.items).toEqual([2, 3, 4]);
  next.finish();
  await Promise.all(all);
});

test("a commit ends at its byte and count limits, but takes one item of any size", async () => {
  const { batcher, nextCommit } = createHandBatcher({ bytes: 10, count: 3 });
  const all = [50, 4, 4, 4, 1, 1, 1, 1].map((item) => batcher.add(item));
  for (const [index, items] of [[50], [4, 4], [4, 1, 1], [1, 1]].entries()) {
    const commit = await nextCommit(index);
    expect(commit.items).toEqual(items);
    commit.finish();
  }
  await Promise.all(all);
});

test("a failed commit fails its own items and no others", async () => {
  const { batcher, nextCommit } = createHandBatcher();
  const first = batcher.add(1);
  const commit = await nextCommit(0);
  const second = batcher.add(2);
  commit.fail(new Error("disk"));
  await expect(first).rejects.toThrow("disk");
  (await nextCommit(1)).finish();
  await expect(second).resolves.toBeUndefined();
});

test("past the waiting bytes an item is refused at once and what waits is untouched", async () => {
  const { batcher, nextCommit } = createHandBatcher({ waiting: 100 });
  const kept = batcher.add(80);
  await expect(batcher.add(30)).rejects.toBeInstanceOf(Full);
  expect(batcher.waitingBytes()).toBe(80);
  (await nextCommit(0)).finish();
  await kept;
  await batcher.settle();
  expect(batcher.waitingBytes()).toBe(0);
});
