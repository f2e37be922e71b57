import { afterAll, beforeAll, expect, test } from "vitest";
import { waitFor } from "../chaos/support/wait.ts";
import type { TestIntegration } from "../support/api.ts";
import { latestDelivery, listAlerts, listIncidents, only } from "../support/ledger.ts";
import { copyFromGuide, withValues } from "./support/guide.ts";
import { type Sender, START_TIMEOUT_MS, startSender } from "./support/sender.ts";
import { type SendersHub, startSendersHub } from "./support/stage.ts";

// Prometheus and Alertmanager from Debian's packages, set up by what the guide says, with waits of a second.

const MORE_RULES = `
  - name: ours
    rules:
      - alert: QueueStuck
        expr: queue_stuck == 1
        labels: { priority: warn }
      - alert: CertificateExpires
        expr: certificate_expires == 1
        labels: { severity: page, level: INFO }
      - alert: DiskFills
        expr: disk_fills == 1
      - alert: BackupFailed
        expr: backup_failed_at > 0
        annotations: { timestamp: '{{ $value }}' }
`;

let hub: SendersHub;
let integration: TestIntegration;
let sender: Sender;
let tryCommand: string;

beforeAll(async () => {
  hub = await startSendersHub();
  integration = await hub.connect("Prometheus");
  const copied = copyFromGuide("en", integration.pushUrl);
  tryCommand = copied.tryCommand;
  const alertmanagerYaml = withValues(copied.alertmanagerYaml, { group_wait: "200ms", group_interval: "1s" });
  const rulesYaml = withValues(copied.rulesYaml, { for: "0s" }) + MORE_RULES;
  sender = await startSender({ alertmanagerYaml, rulesYaml, everyMs: 300 });
}, START_TIMEOUT_MS);
afterAll(async () => {
  await sender?.stop();
  await hub?.stop();
});

async function alertCalled(title: string) {
  const alerts = await listAlerts(hub, integration.integrationId);
  return alerts.find((alert) => alert.title === title);
}

const opened = (title: string) => waitFor(`${title} is open`, () => alertCalled(title));
const closed = (title: string) =>
  waitFor(`${title} is closed`, async () => {
    const alert = await alertCalled(title);
    return alert?.progress === "Closed" && alert;
  });

test("P4: a rule of the guide that fires opens one alert and an incident, and its end closes both", async () => {
  const begin = Math.floor(Date.now() / 1000);
  sender.metrics.fail(true);
  const alert = await opened("InstanceDown");
  expect(alert).toMatchObject({
    alert_severity: "Critical",
    alert_status: "Critical",
    description: `No scrape of node on ${sender.metrics.address} for 2 minutes`,
    labels: {
      alertname: "InstanceDown",
      instance: sender.metrics.address,
      job: "node",
      severity: "critical",
      summary: `${sender.metrics.address} is down`,
      description: `No scrape of node on ${sender.metrics.address} for 2 minutes`,
      generatorURL: expect.stringMatching(/^http:.*\/graph\?g0\.expr=up\+%3D%3D\+0&g0\.tab=1$/),
    },
    end_time: 0,
    integration_type: "prometheus",
  });
  expect(alert.start_time).toBeGreaterThanOrEqual(begin);
  expect(alert.start_time).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
  expect(only(await listIncidents(hub, integration.channelId))).toMatchObject({
    title: "InstanceDown",
    progress: "Triggered",
  });

  sender.metrics.fail(false);
  const over = await closed("InstanceDown");
  expect(over.alert_id).toBe(alert.alert_id);
  expect(over.end_time).toBeGreaterThanOrEqual(alert.start_time);
  expect(only(await listIncidents(hub, integration.channelId))).toMatchObject({ progress: "Closed" });
  const delivery = await latestDelivery(hub, integration.integrationId);
  expect(delivery).toMatchObject({
    outcome: "processed",
    verdicts: { counts: { recovered: 1 } },
    request: { headers: { "user-agent": expect.stringMatching(/^Alertmanager\//) } },
  });
});

test("labels severity, priority and level give the severity, and an alert without any is a Warning", async () => {
  for (const series of ["queue_stuck", "certificate_expires", "disk_fills"]) sender.metrics.set(series, 1);
  expect(await opened("QueueStuck")).toMatchObject({ alert_severity: "Warning", labels: { priority: "warn" } });
  expect(await opened("CertificateExpires")).toMatchObject({ alert_severity: "Info", labels: { severity: "page" } });
  expect(await opened("DiskFills")).toMatchObject({ alert_severity: "Warning" });
  for (const series of ["queue_stuck", "certificate_expires"]) sender.metrics.set(series, 0);
  await closed("QueueStuck");
  await closed("CertificateExpires");
  expect(await alertCalled("DiskFills")).toMatchObject({ progress: "Triggered" });
});

test("the annotation timestamp is the event's time, as Prometheus prints numbers", async () => {
  const failedAt = Math.floor(Date.now() / 1000) - 3_600;
  sender.metrics.set("backup_failed_at", failedAt);
  expect(await opened("BackupFailed")).toMatchObject({ start_time: failedAt });
  sender.metrics.set("backup_failed_at", 0);
  expect(await closed("BackupFailed")).toMatchObject({ start_time: failedAt });
});

test("both guides give the same alertmanager.yml", () => {
  const [en, zh] = [copyFromGuide("en", integration.pushUrl), copyFromGuide("zh", integration.pushUrl)];
  expect(zh.alertmanagerYaml).toBe(en.alertmanagerYaml);
  expect(zh.tryCommand).toBe(en.tryCommand);
});

test("the alert that the guide sends by hand arrives", async () => {
  const [program, ...args] = tryCommand.split(" ");
  expect(program).toBe("amtool");
  await sender.amtool(args.filter((arg) => !arg.startsWith("--alertmanager.url=")));
  expect(await opened("Test")).toMatchObject({ alert_severity: "Info", labels: { instance: "try" } });
});
