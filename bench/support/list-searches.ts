/** What the history holds that searches ask for by id. */
export type HistoryIds = {
  nowSeconds: number;
  channelIds: readonly number[];
  integrationId: number;
  alertIds: readonly string[];
  incidentIds: readonly string[];
};

/** A path of the API and an input that its list should answer fast. */
export type ListSearch = readonly [path: string, input: object];

const DAY = 86_400;

/** Half of the titles stand in hundreds of alerts, half in one; what is looked for is in all, in many, in few, in one, in none. */
const TEXTS = [
  "web",
  "web-78 ",
  "WEB-777777 ",
  "web-77",
  "77",
  "9",
  "z",
  "磁盘",
  "no such title",
  "is high / prod",
  "host web-host",
];

/** Every filter and order of every list, for the last month and for an older one where the list has a window of time. */
export function listSearches(history: HistoryIds): ListSearch[] {
  const { nowSeconds } = history;
  const windows = [
    { start_time: nowSeconds - 30 * DAY, end_time: nowSeconds },
    { start_time: nowSeconds - 50 * DAY, end_time: nowSeconds - 40 * DAY },
  ];
  const inWindows = (path: string, filters: readonly object[]) =>
    windows.flatMap((window) => filters.map((filter): ListSearch => [path, { ...window, ...filter }]));
  return [
    ...inWindows("/alert/list", alertFilters(history)),
    ...inWindows("/incident/list", incidentFilters(history)),
    ...inWindows("/alert-event/list", eventFilters(history)),
    ...deliverySearches(history),
    ...detailSearches(history),
    ...PEOPLE_AND_PLACES,
  ];
}

function alertFilters({ channelIds, integrationId, alertIds }: HistoryIds): object[] {
  const few = channelIds.slice(0, 1);
  return [
    ...[{}, { limit: 100 }, { p: 100, limit: 100 }, { p: 500 }, { asc: true }],
    ...[{ is_active: true }, { is_active: false }, { ever_muted: true }, { ever_muted: false }],
    ...[{ alert_severity: "Critical" }, { alert_severity: "Info" }, { alert_severity: "Info", is_active: true }],
    ...[{ channel_ids: few }, { channel_ids: channelIds.slice(3, 33) }, { channel_ids: few, alert_severity: "Info" }],
    ...[{ integration_ids: [integrationId] }, { integration_ids: [5] }],
    ...[{ alert_keys: ["key7"] }, { alert_keys: ["no such key"] }, { alert_ids: alertIds.slice(0, 100) }],
    ...[
      { orderby: "updated_at" },
      { orderby: "updated_at", limit: 100 },
      { orderby: "updated_at", p: 100, limit: 100 },
    ],
    ...[
      { orderby: "updated_at", asc: true },
      { orderby: "updated_at", is_active: true },
    ],
    ...[
      { orderby: "updated_at", alert_severity: "Info" },
      { orderby: "updated_at", channel_ids: channelIds.slice(5, 6) },
    ],
    ...[{ by_updated_at: true }, { by_updated_at: true, orderby: "updated_at" }],
    ...TEXTS.map((title) => ({ title })),
    ...["web", "web-78 ", "web-77", "no such title"].flatMap((title) => [
      { title, alert_severity: "Info" },
      { title, is_active: true },
      { title, channel_ids: channelIds.slice(7, 8) },
      { title, orderby: "updated_at" },
      { title, limit: 100, p: 10 },
    ]),
  ];
}

function incidentFilters({ channelIds, incidentIds }: HistoryIds): object[] {
  const few = channelIds.slice(0, 1);
  return [
    ...[{}, { limit: 100 }, { p: 100, limit: 100 }, { p: 500 }, { asc: true }],
    ...[{ progress: "Triggered,Processing" }, { progress: "Processing" }, { progress: "Closed" }],
    ...[{ incident_severity: "Critical" }, { incident_severity: "Info" }],
    ...[{ channel_ids: few }, { channel_ids: few, progress: "Triggered" }, { channel_ids: channelIds.slice(3, 33) }],
    ...[
      { is_my_team: true },
      { is_my_channel: true },
      { is_snoozed: true },
      { is_snoozed: false },
      { ever_muted: true },
    ],
    ...[{ acker_ids: [1] }, { acker_ids: [2] }, { acker_ids: [3] }],
    ...[
      { responder_ids: [1], progress: "Triggered,Processing" },
      { responder_ids: [2], acker_ids: [1, 2] },
    ],
    ...[{ creator_ids: [0] }, { creator_ids: [7] }, { closer_ids: [7] }],
    ...[{ nums: ["0000AB"] }, { incident_ids: incidentIds.slice(0, 100) }],
    ...[...TEXTS, "0000AB"].map((query) => ({ query })),
    ...["web", "web-78 ", "web-77", "no such title"].flatMap((query) => [
      { query, incident_severity: "Info" },
      { query, progress: "Triggered,Processing" },
      { query, channel_ids: channelIds.slice(7, 8) },
      { query, acker_ids: [2] },
      { query, limit: 100, p: 10 },
    ]),
  ];
}

function eventFilters({ channelIds, integrationId }: HistoryIds): object[] {
  return [
    ...[{}, { limit: 100 }, { p: 100, limit: 100 }, { asc: true }],
    ...[{ channel_ids: channelIds.slice(0, 1) }, { channel_ids: channelIds.slice(3, 33) }],
    ...[{ severities: "Critical" }, { severities: "Info" }],
    ...[{ integration_ids: [integrationId] }, { integration_ids: [5] }, { integration_types: ["aliyun-prometheus"] }],
  ];
}

function deliverySearches({ integrationId, nowSeconds }: HistoryIds): ListSearch[] {
  const past = { start_time: nowSeconds - 20 * DAY, end_time: nowSeconds - 10 * DAY };
  return [
    ...[{}, { limit: 100 }, { outcome: ["processed"] }, { outcome: ["failed"] }, { outcome: ["rejected"] }, past],
    ...[{ query: "opened" }, { query: "no such word" }, { ...past, query: "no such word", outcome: ["failed"] }],
  ].map((input): ListSearch => ["/delivery/list", { integration_id: integrationId, ...input }]);
}

function detailSearches({ alertIds, incidentIds }: HistoryIds): ListSearch[] {
  const [alert_id] = alertIds;
  const [incident_id] = incidentIds;
  return [
    ["/alert/list-by-ids", { alert_ids: alertIds.slice(0, 100) }],
    ["/incident/list-by-ids", { incident_ids: incidentIds.slice(0, 100) }],
    ["/alert/event/list", { alert_id }],
    ["/alert/feed", { alert_id }],
    ["/incident/feed", { incident_id }],
    ["/incident/feed", { incident_id, asc: true, types: ["i_comm"] }],
    ["/incident/alert/list", { incident_id, include_events: true }],
  ];
}

const PEOPLE_AND_PLACES: readonly ListSearch[] = [
  ...[
    {},
    { is_brief: true },
    { orderby: "last_incident_at" },
    { orderby: "ranking" },
    { orderby: "channel_name", asc: true },
  ],
  ...[{ query: "bench 7" }, { is_my_team: true }, { is_my_managed: true }, { is_my_starred: true }],
]
  .map((input): ListSearch => ["/channel/list", input])
  .concat(
    [
      ...[{}, { limit: 100, p: 10 }, { orderby: "last_time" }, { orderby: "name", asc: true }, { query: "bench 77" }],
      ...[{ scope: "shared" }, { scope: "private" }, { status: "deleted" }, { plugin_types: ["aliyun-prometheus"] }],
    ].map((input): ListSearch => ["/integration/list", input]),
    [
      {},
      { limit: 100, p: 10 },
      { query: "person 77" },
      { role_id: 2 },
      { orderby: "updated_at" },
      { status: "pending" },
    ].map((input): ListSearch => ["/member/list", input]),
    [{}, { limit: 100, p: 5 }, { query: "team 77" }, { orderby: "team_name", asc: true }].map(
      (input): ListSearch => ["/team/list", input],
    ),
    [
      ["/role/list", {}],
      ["/app-key/list", {}],
    ],
  );
