import { compileRoute, matchCases } from "../server/routing/compiled-route.ts";
import type { RouteCase } from "../server/routing/route.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
const SIZES = [10, 100, 1_000, 10_000];

/** Routing: microseconds to read a case and to route an event, with ever more cases, exact ones and wildcards. */
function main(): void {
  console.log(["cases", "kind", "read µs/case", "route µs/event", "times 10 cases"].join("\t"));
  for (const kind of ["exact", "wildcard"] as const) {
    let first = 0;
    for (const size of SIZES) {
      const { readUs, routeUs } = measure(casesOf(size, kind), kind === "exact" ? EVENTS : EVENTS / 200);
      first ||= routeUs;
      console.log([size, kind, readUs.toFixed(2), routeUs.toFixed(2), (routeUs / first).toFixed(2)].join("\t"));
    }
  }
}

function casesOf(size: number, kind: "exact" | "wildcard"): RouteCase[] {
  return Array.from({ length: size }, (_, at) => ({
    if: [
      { key: "severity", oper: "IN" as const, vals: ["Critical", "Warning"] },
      { key: "labels.service", oper: "IN" as const, vals: [kind === "exact" ? `service-${at}` : `service-${at}-*`] },
    ],
    channel_ids: [at + 1],
  }));
}

function measure(cases: readonly RouteCase[], events: number): { readUs: number; routeUs: number } {
  const startedMs = performance.now();
  const { route } = compileRoute({ cases, defaultChannelIds: [] }, 1);
  const readMs = performance.now() - startedMs;
  const words = { title: "CPU", description: "", alertKey: "k", titleRule: "", integrationId: 1 };
  const event = { ...words, severity: "Critical", status: "Critical" } as const;
  const ask = (count: number) => {
    for (let at = 0; at < count; at += 1) {
      const service = `service-${(at * 7919) % cases.length}-x`;
      matchCases(route, { ...event, labels: { service: at % 2 ? service : service.slice(0, -2), pod: `pod-${at}` } });
    }
  };
  ask(Math.min(events, 1_000));
  const routedMs = performance.now();
  ask(events);
  return { readUs: (readMs / cases.length) * 1000, routeUs: ((performance.now() - routedMs) / events) * 1000 };
}

main();
