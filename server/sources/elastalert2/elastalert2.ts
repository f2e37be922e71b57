import { createStandardSender } from "../shared/standard-source.ts";

/** ElastAlert 2: a rule's alerter that posts a standard event, with null for every label the rule leaves out. */
export const elastalert2 = createStandardSender({
  id: "elastalert2",
  title: { en: "ElastAlert 2", zh: "ElastAlert 2" },
  category: "monitoring",
  vendorDocs: "https://elastalert2.readthedocs.io/en/latest/alerts.html",
  defaultSeverity: null,
  sample: (status) => {
    const body = {
      title: "[Test] login-failures",
      description: "A test event from the integration's page: 62 failed logins in 5 minutes",
      event_status: status,
      alert_key: "tocsin-test",
      labels: { check: "login-failures", cluster: "es-test", service: null, information: "num_hits: 62" },
    };
    return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  },
});
