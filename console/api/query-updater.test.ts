import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEvent } from "../../contract/live.ts";
import { createQueryUpdater, type QueryUpdater } from "./query-updater.ts";

/** The document of a page, as far as it is looked at. */
const page = Object.assign(new EventTarget(), { visibilityState: "visible" });

let client: QueryClient;
let updater: QueryUpdater;
let reads: string[] = [];
let server = { value: 0 };
let leaving: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.stubGlobal("document", page);
  page.visibilityState = "visible";
  client = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } } });
  updater = createQueryUpdater(client);
  [reads, server, leaving] = [[], { value: 0 }, []];
});
afterEach(() => {
  for (const leave of leaving) leave();
  updater.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Shows what a query reads; each read takes `ms` and answers what the server had when it began. */
function show(queryKey: readonly unknown[], ms = 10): QueryObserver<number> {
  const observer = new QueryObserver<number>(client, {
    queryKey,
    queryFn: async () => {
      reads.push(queryKey.join(" "));
      const { value } = server;
      await new Promise((resolve) => setTimeout(resolve, ms));
      return value;
    },
  });
  leaving.push(observer.subscribe(() => undefined));
  return observer;
}

const changed: LiveEvent = {
  name: "incident.changed",
  data: { items: [{ channel_id: 7, incident_ids: [], has_more: true }] },
};

test("what is shown and concerned is read anew at once; what is not is left alone", async () => {
  const list = show(["incident", "list", 7]);
  show(["team", "list"]);
  await vi.advanceTimersByTimeAsync(2_000);
  server.value = 1;
  updater.take([changed]);
  await vi.advanceTimersByTimeAsync(50);
  expect(list.getCurrentResult().data).toBe(1);
  expect(reads).toEqual(["incident list 7", "team list", "incident list 7"]);
});

test("in a storm a list is read once a second, and shows the last of it", async () => {
  const list = show(["incident", "list", 7]);
  await vi.advanceTimersByTimeAsync(2_000);
  for (let i = 0; i < 40; i += 1) {
    server.value = i;
    updater.take([changed]);
    await vi.advanceTimersByTimeAsync(250);
  }
  expect(reads.length).toBeGreaterThanOrEqual(10);
  expect(reads.length).toBeLessThanOrEqual(12);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(list.getCurrentResult().data).toBe(39);
});

test("a read that takes longer than changes are apart still comes to its end, and then the change after it is read", async () => {
  const list = show(["incident", "list", 7], 3_000);
  for (let i = 1; i <= 20; i += 1) {
    server.value = i;
    updater.take([changed]);
    await vi.advanceTimersByTimeAsync(250);
  }
  expect(list.getCurrentResult().data, "the first read was not cut off").toBe(0);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(list.getCurrentResult().data).toBe(20);
  expect(reads.length).toBeLessThanOrEqual(4);
});

test("a hidden tab reads nothing until it is seen", async () => {
  const list = show(["incident", "list", 7]);
  await vi.advanceTimersByTimeAsync(2_000);
  page.visibilityState = "hidden";
  server.value = 5;
  for (let i = 0; i < 20; i += 1) {
    updater.take([changed]);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(reads.length).toBe(1);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(50);
  expect(list.getCurrentResult().data).toBe(5);
});

test("a latest event time is there without reading, also where a read before it comes after it", async () => {
  client.setQueryData(["integration", "info", 9], { integration_id: 9, last_time: 100 });
  updater.take([{ name: "integration.last_time", data: { items: [{ integration_id: 9, last_time: 200 }] } }]);
  expect(client.getQueryData(["integration", "info", 9])).toEqual({ integration_id: 9, last_time: 200 });

  show(["integration", "list", null], 500);
  updater.take([{ name: "integration.last_time", data: { items: [{ integration_id: 9, last_time: 300 }] } }]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads.filter((key) => key.startsWith("integration list")).length, "read once more").toBe(2);
});

test("what failed while the hub was away is read when it is back", async () => {
  const observer = new QueryObserver(client, {
    queryKey: ["alert", "info", "x"],
    queryFn: () => (server.value === 0 ? Promise.reject(new Error("away")) : Promise.resolve(server.value)),
  });
  leaving.push(observer.subscribe(() => undefined));
  await vi.advanceTimersByTimeAsync(100);
  expect(observer.getCurrentResult().isError).toBe(true);
  server.value = 1;
  updater.readFailed();
  await vi.advanceTimersByTimeAsync(100);
  expect(observer.getCurrentResult().data).toBe(1);
});
