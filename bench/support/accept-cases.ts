import { join } from "node:path";
import { type BenchHub, pathOf } from "./bench-hub.ts";
import { aliyunBody, prometheusBody } from "./bodies.ts";
import { type LoadRequest, writeLoad } from "./load.ts";

/** One load on one server. Cases with the same `bodies` are compared. */
export type AcceptCase = {
  name: string;
  bodies: string;
  isBare: boolean;
  url: string;
  file: string;
  eventsPerPush: number;
  /** How many different bodies there are; the hub reads each later one as a refresh. */
  range: number;
};

/** So many alerts are open at once while a load goes on. */
const ALERTS = 20_000;
const MANY = 200;

/** Each case of the hub stands between two of the bare server, which gets the same bodies. */
export async function prepareAcceptCases(bench: BenchHub, bareUrl: string): Promise<AcceptCase[]> {
  const prometheusUrls = await bench.connect(MANY, "prometheus");
  const loads = [
    { bodies: "aliyun-prometheus", urls: bench.pushUrls, body: aliyunBodies(1), eventsPerPush: 1 },
    { bodies: "prometheus", urls: prometheusUrls, body: prometheusBodies(1), eventsPerPush: 1 },
    { bodies: "aliyun-prometheus, 100 alerts", urls: bench.pushUrls, body: aliyunBodies(100), eventsPerPush: 100 },
  ];
  const cases: AcceptCase[] = [];
  for (const { bodies, urls, body, eventsPerPush } of loads) {
    const about = { bodies, eventsPerPush, range: ALERTS / eventsPerPush };
    const write = async (count: number) => {
      const file = join(bench.folder, `${bodies} ${count}`.replaceAll(/\W+/g, "-"));
      const requests: LoadRequest[] = urls.slice(0, count).map((url) => ({ path: pathOf(url), body }));
      await writeLoad(file, requests);
      return file;
    };
    const bare = { ...about, name: `bare, ${bodies}`, url: bareUrl, isBare: true, file: await write(1) };
    cases.push(bare);
    for (const count of eventsPerPush === 1 ? [1, MANY] : [MANY]) {
      const name = `hub, ${bodies}, ${count} integration${count === 1 ? "" : "s"}`;
      cases.push({ ...about, name, url: bench.hub.url, isBare: false, file: await write(count) }, bare);
    }
  }
  return cases;
}

function aliyunBodies(count: number): object {
  const one = (i: number) =>
    aliyunBody({ entity: `#ENTITY#-${i}`, status: "OCCURRED", value: 91, seen: "#SEEN#", timeMs: Date.now() });
  return count === 1 ? one(0) : Array.from({ length: count }, (_, i) => one(i));
}

function prometheusBodies(count: number): object {
  return prometheusBody(
    Array.from({ length: count }, (_, i) => ({
      ...{ entity: `#ENTITY#-${i}`, isRecovery: false, value: 91, seen: "#SEEN#" },
      fingerprint: `0000#ENTITY#${String(i).padStart(3, "0")}`,
    })),
  );
}
