import { afterAll, beforeAll, expect, test } from "vitest";
import { waitFor } from "../chaos/support/wait.ts";
import type { TestIntegration } from "../support/api.ts";
import { listAlerts, only } from "../support/ledger.ts";
import { execute } from "../support/sql.ts";
import { copyFromGuide, withValues } from "./support/guide.ts";
import { type Sender, START_TIMEOUT_MS, startSender } from "./support/sender.ts";
import { type SendersHub, startSendersHub } from "./support/stage.ts";

// What Alertmanager does while the hub cannot take its notifications, and what of it is there afterwards.

const RULES = `
groups:
  - name: faults
    rules:
      - alert: Fault
        expr: fault == 1
      - alert: Storm
        expr: storm == 1
`;
/** Each alert by itself, which the guide advises against: more notifications than the hub takes in a second. */
const STORM_ROUTE = `
  routes:
    - matchers: [alertname="Storm"]
      group_by: ['...']
`;
const PUSHES_PER_SECOND = 20;
/** Tells what of many alerts is there; a story is over in a fraction of it. */
const TIMEOUT_MS = 120_000;

let hub: SendersHub;
let integration: TestIntegration;
let sender: Sender;

beforeAll(async () => {
  hub = await startSendersHub({ TOCSIN_PUSH_RATE_PER_SECOND: String(PUSHES_PER_SECOND) });
  integration = await hub.connect("Retries");
  const { alertmanagerYaml } = copyFromGuide("en", integration.pushUrl);
  const quick = withValues(alertmanagerYaml, { group_wait: "200ms", group_interval: "1s" });
  const withStorm = quick.replace(/^( *repeat_interval:.*\n)/m, `$1${STORM_ROUTE.trimStart().replace(/^/, "  ")}`);
  sender = await startSender({ alertmanagerYaml: withStorm, rulesYaml: RULES, everyMs: 300 });
}, START_TIMEOUT_MS);
afterAll(async () => {
  await sender?.stop();
  await hub?.stop();
});

const fires = (part: string) => sender.metrics.set(`fault{part="${part}"}`, 1);
const ends = (part: string) => sender.metrics.set(`fault{part="${part}"}`, 0);

/** The one alert of a part, once it is as wanted. More than one would be a doubled one. */
const isNow = (part: string, progress: "Triggered" | "Closed") =>
  waitFor(`${part} is ${progress}`, async () => {
    const alerts = (await listAlerts(hub, integration.integrationId)).filter(({ labels }) => labels.part === part);
    return alerts.length > 0 && only(alerts).progress === progress;
  });

/** Does something, and waits until Alertmanager says this because of it. */
async function untilAlertmanagerSays(text: RegExp, act: () => void): Promise<void> {
  const { log } = sender.alertmanager;
  const before = log.length;
  act();
  await waitFor(`Alertmanager says ${text}`, () => log.slice(before).some((line) => text.test(line)));
}

test(
  "P1: what fires and ends while the hub is stopped, or killed, is there after its start",
  async () => {
    fires("a");
    await isNow("a", "Triggered");

    expect(await hub.node.stop()).toBe(0);
    await untilAlertmanagerSays(/will retry later.*connection refused/, () => {
      ends("a");
      fires("b");
    });
    await hub.node.start();
    await isNow("b", "Triggered");
    await isNow("a", "Closed");

    await hub.node.kill();
    await untilAlertmanagerSays(/will retry later.*connection refused/, () => {
      ends("b");
      fires("c");
    });
    await hub.node.start();
    await isNow("c", "Triggered");
    await isNow("b", "Closed");
  },
  TIMEOUT_MS,
);

test(
  "P1: while the database is away the hub answers 503, Alertmanager tries again, and nothing is lost or doubled",
  async () => {
    hub.door.shut(true);
    await untilAlertmanagerSays(/will retry later.*status code 503/, () => {
      fires("d");
      ends("c");
    });
    hub.door.shut(false);
    await isNow("d", "Triggered");
    await isNow("c", "Closed");
  },
  TIMEOUT_MS,
);

test(
  "P1: a hub too slow to answer in time is sent the same again, and has one alert of it, which closes",
  async () => {
    const { pid } = hub.node.hub();
    process.kill(pid, "SIGSTOP");
    try {
      await untilAlertmanagerSays(/context deadline exceeded/, () => fires("e"));
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await isNow("e", "Triggered");
    ends("e");
    await isNow("e", "Closed");
  },
  TIMEOUT_MS,
);

test(
  "a 400 is not tried again, but what still fires comes with the group's next notification once it is mended",
  async () => {
    const { integrationId } = integration;
    await hub.api.call("/integration/disable", { integration_id: integrationId });
    await untilAlertmanagerSays(/unrecoverable error after 1 attempts: unexpected status code 400.*is disabled/, () =>
      fires("f"),
    );
    await hub.api.call("/integration/enable", { integration_id: integrationId });
    await isNow("f", "Triggered");
  },
  TIMEOUT_MS,
);

test(
  "what is refused with 429 is not tried again either, and comes with the group's next notification",
  async () => {
    const count = 3 * PUSHES_PER_SECOND;
    await untilAlertmanagerSays(/unrecoverable error after 1 attempts: unexpected status code 429/, () => {
      for (let i = 0; i < count; i += 1) sender.metrics.set(`storm{part="s-${i}"}`, 1);
    });
    await waitFor("all of the storm is there, once", async () => {
      const text =
        "select count(*) as alerts, count(distinct labels->>'part') as parts from alert where title = 'Storm'";
      const [found] = await execute<{ alerts: number; parts: number }>(hub.db.database, text);
      expect(found?.alerts).toBe(found?.parts);
      return found?.parts === count;
    });
  },
  TIMEOUT_MS,
);
