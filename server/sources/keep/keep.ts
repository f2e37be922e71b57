import { readText } from "../shared/fields.ts";
import { createStandardSender } from "../shared/standard-source.ts";

/** Keep: a workflow that posts each alert with the webhook provider. */
export const keep = createStandardSender({
  id: "keep",
  title: { en: "Keep", zh: "Keep" },
  category: "observability",
  vendorDocs: "https://docs.keephq.dev/providers/documentation/webhook-provider",
  defaultSeverity: null,
  // The webhook provider posts this when it is installed, to see whether the address answers.
  isTest: (fields) => Object.keys(fields).length === 1 && readText(fields.test) === "payload",
  sample: (status) => {
    const body = {
      title: "[Test] payments error budget burn",
      event_status: status,
      description: "A test event from the integration's page: burn rate 14.4",
      alert_key: "tocsin-test",
      labels: { source: "grafana", service: "payments", environment: "test" },
    };
    return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  },
});
