import { createStandardSender } from "../shared/standard-source.ts";

const TITLES = { Critical: "🔴 Down", Warning: "🔴 Down", Info: "🔴 Down", Ok: "✅ Up" } as const;
const SAYS = { Critical: "timeout", Warning: "timeout", Info: "timeout", Ok: "200 - OK" } as const;

/** Uptime Kuma: its FlashDuty notification, whose key field takes a whole URL. */
export const uptimeKuma = createStandardSender({
  id: "uptime-kuma",
  title: { en: "Uptime Kuma", zh: "Uptime Kuma" },
  category: "monitoring",
  vendorDocs: "https://github.com/louislam/uptime-kuma/wiki/Notification-Methods",
  // The level is chosen in a form of the sender: a word it may add one day must not cost an alert.
  defaultSeverity: "Warning",
  sample: (status) => {
    const body = {
      description: `[Uptime Kuma Monitor ${TITLES[status]}] [shop] ${SAYS[status]}`,
      title: `[Test] Uptime Kuma Monitor ${TITLES[status]}`,
      event_status: status,
      alert_key: "tocsin-test",
      labels: { resource: "https://shop.example.com", check: "shop" },
    };
    return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  },
});
