/** Which rows are written, and how: `bench:rows` changes one thing at a time. */
export type Way = {
  /** `a_new`, `a_update` and `a_close` of alerts. */
  alertActivity: boolean;
  incidentTimeline: boolean;
  /** How many of the three keys of a recovery are remembered. */
  recoveryKeys: 0 | 1 | 3;
  /** Whether a refreshed alert moves its incident. */
  incidentOfRefresh: boolean;
  /** Changes as arrays of what moved, not as whole rows in JSON: of refreshed alerts only, or of all. */
  narrow: "none" | "refreshes" | "all";
  alertUpdates: boolean;
  incidentUpdates: boolean;
  incidentInserts: boolean;
  /** Labels and description are left to the alert. */
  bareIncidents: boolean;
  ledger: boolean;
  /** Rows of their own, none, or columns of the ledger. */
  events: "own" | "none" | "in-ledger";
  reads: boolean;
};

/** One change to what is written, to the schema, or to the pace. */
export type Variant = {
  name: string;
  way?: Partial<Way>;
  /** Run on the variant's own database before anything is written. */
  schema?: readonly string[];
  /** Milliseconds of simulated time from one transaction to the next. */
  stepMs?: number;
  /** Refreshes leave `updated_at` alone. */
  isStillOnRefresh?: boolean;
};

/** What the hub wrote before docs/decisions/0016-rows-of-an-event.md. */
export const BASE: Way = {
  alertActivity: true,
  incidentTimeline: true,
  recoveryKeys: 3,
  incidentOfRefresh: true,
  narrow: "none",
  alertUpdates: true,
  incidentUpdates: true,
  incidentInserts: true,
  bareIncidents: false,
  ledger: true,
  events: "own",
  reads: true,
};

const drop = (...indexes: string[]) => indexes.map((index) => `drop index ${index}`);
const refill = (percent: number) => [
  `alter table alert set (fillfactor = ${percent})`,
  `alter table incident set (fillfactor = ${percent})`,
  "vacuum full alert",
  "vacuum full incident",
];
/** Time between transactions, a third of which reach a given alert of their lane, and its lane's turn comes after 15 others. */
const PACED_MS = 10_000;
const SLOW_MS = 660_000;
// Any index that names the slot, partial or not, keeps an update that moves it from being HOT.
const NO_SLOTS = drop("alert_updated", "alert_long_lived", "alert_long_lived_updated");
const SLOTS_OF_AN_HOUR = [
  "alter table alert drop column updated_slot",
  "alter table alert add column updated_slot integer not null generated always as ((updated_at / 3600)::integer) stored",
  "create index alert_updated on alert (updated_slot, alert_id)",
  "create index alert_long_lived on alert (alert_id, updated_slot) where is_long_lived",
  "create index alert_long_lived_updated on alert (updated_slot, alert_id) where is_long_lived",
];

/** The four changes of rows that are to be made in code. */
const FEWER: Partial<Way> = { alertActivity: false, recoveryKeys: 1, incidentOfRefresh: false, narrow: "all" };

const EVENT_COLUMNS = `event_id text collate "C", alert_id text collate "C", channel_id bigint, alert_key text, title text, title_rule text,
  description text, severity text, status text, labels json, images json, event_time bigint, created_at bigint`;
const EVENTS_IN_LEDGER = [
  ...EVENT_COLUMNS.split(",").map((column) => `alter table delivery add column ${column}`),
  "create index on delivery (alert_id, event_id) where alert_id is not null",
  "create index on delivery (channel_id, event_id) where alert_id is not null",
  "create index on delivery (severity, event_id) where alert_id is not null",
];

const EVENT_LISTS = drop("alert_event_channel", "alert_event_integration", "alert_event_severity");
const ALERT_LISTS = drop("alert_integration", "alert_severity_order", "alert_key_history");
const INCIDENT_LISTS = drop("incident_severity_order", "incident_num");
const TITLES = drop("alert_title", "incident_title");

const asText = (table: string, ...columns: string[]) =>
  columns.map((column) => `alter table ${table} alter column ${column} type text`);
const JSON_AS_TEXT = [
  ...asText("alert", "labels", "images"),
  ...asText("incident", "images", "fields"),
  ...asText("alert_event", "labels", "images"),
  ...asText("feed", "detail"),
  ...asText("delivery", "verdicts", "said"),
];
const CHECKS = ["alert", "incident"].flatMap((table) =>
  ["progress", "severity", "status"].map((column) => `alter table ${table} drop constraint ${table}_${column}`),
);

/** Groups of variants, each beside the base in the same rounds. */
export const GROUPS: Readonly<Record<string, readonly Variant[]>> = {
  rows: [
    { name: "1 no alert activity", way: { alertActivity: false } },
    { name: "2 one recovery row", way: { recoveryKeys: 1 } },
    { name: "3 no incident write on refresh", way: { incidentOfRefresh: false } },
    { name: "4a narrow refreshes", way: { narrow: "refreshes" } },
    { name: "4b narrow updates, all", way: { narrow: "all" } },
    { name: "1-4 together", way: FEWER },
    { name: "5 event in ledger row", way: { events: "in-ledger" }, schema: EVENTS_IN_LEDGER },
  ],
  indexes: [
    { name: "6a event: channel integration severity", schema: EVENT_LISTS },
    { name: "6b alert: integration severity key", schema: ALERT_LISTS },
    { name: "6c alert: updated", schema: drop("alert_updated") },
    { name: "6d alert: incident channel", schema: drop("alert_incident", "alert_channel") },
    { name: "6e titles of alert, incident", schema: TITLES },
    { name: "6f incident: severity num", schema: INCIDENT_LISTS },
    { name: "6g delivery: unusual", schema: drop("delivery_unusual") },
    { name: "6h delivery: integration", schema: drop("delivery_integration") },
    {
      name: "6i recovery: received as BRIN",
      schema: [...drop("last_recovery_received"), "create index on last_recovery using brin (received_at)"],
    },
  ],
  fewest: [
    {
      name: "6 a b c e f: eleven less",
      schema: [...EVENT_LISTS, ...ALERT_LISTS, ...drop("alert_updated"), ...TITLES, ...INCIDENT_LISTS],
    },
  ],
  columns: [
    { name: "10a json columns as text", schema: JSON_AS_TEXT },
    { name: "10b no checks of alert, incident", schema: CHECKS },
    { name: "10c incident without description", way: { bareIncidents: true } },
  ],
  fill: [
    { name: "7a fillfactor 90", schema: refill(90) },
    { name: "7b fillfactor 70", schema: refill(70) },
    { name: "7c fillfactor 50", schema: refill(50) },
  ],
  pace: [
    { name: "8 minutes between refreshes", stepMs: PACED_MS },
    { name: "8 minutes, slots of an hour", stepMs: PACED_MS, schema: SLOTS_OF_AN_HOUR },
    { name: "8 minutes, no slots", stepMs: PACED_MS, schema: NO_SLOTS },
  ],
  hours: [
    { name: "hours between refreshes", stepMs: SLOW_MS },
    { name: "hours, no slots", stepMs: SLOW_MS, schema: NO_SLOTS },
    { name: "hours, 1-4", stepMs: SLOW_MS, way: FEWER },
    { name: "hours, refresh leaves updated_at", stepMs: SLOW_MS, isStillOnRefresh: true },
    { name: "hours, 1-4, refresh leaves updated_at", stepMs: SLOW_MS, way: FEWER, isStillOnRefresh: true },
    { name: "hours, 1-4, no slots", stepMs: SLOW_MS, way: FEWER, schema: NO_SLOTS },
  ],
  parts: [
    { name: "without reads", way: { reads: false } },
    { name: "without ledger", way: { ledger: false } },
    { name: "without events", way: { events: "none" } },
    { name: "without feed", way: { alertActivity: false, incidentTimeline: false } },
    { name: "without recoveries", way: { recoveryKeys: 0 } },
    { name: "without alert updates", way: { alertUpdates: false } },
    { name: "without incident updates", way: { incidentUpdates: false } },
    { name: "without incident inserts", way: { incidentInserts: false, incidentUpdates: false } },
  ],
};
