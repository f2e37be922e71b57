import type { Commons, Secrets } from "./hidden-account.ts";

/** What an outsider asks with: ids and words of a hidden channel, or made-up ones of the same shape. */
export type Asking = Secrets & { ownSharedId: number };

/** Inputs that would reach what is hidden if nothing held them back. */
type Reaching = (of: Asking, commons: Commons) => readonly object[];

const byChannel: Reaching = ({ channelId }) => [{ channel_id: channelId }];
const byIntegration: Reaching = ({ integrationId }) => [{ integration_id: integrationId }];
const byAlert: Reaching = ({ alertId, sharedAlertId }) => [{ alert_id: alertId }, { alert_id: sharedAlertId }];
const byIncident: Reaching = ({ incidentId, sharedIncidentId }) => [
  ...[{ incident_id: incidentId }, { incident_id: sharedIncidentId }],
];
const byIncidents: Reaching = ({ incidentId }, { plainIncidentId }) => [
  ...[{ incident_ids: [incidentId] }, { incident_ids: [plainIncidentId, incidentId] }],
];
/** Nobody's id: teams, persons and keys are no secrets, but ids of hidden things must tell nothing here either. */
const asTeam: Reaching = ({ channelId }) => [{ team_id: channelId }];
const asMember: Reaching = ({ channelId }) => [{ member_id: channelId, role_ids: [3] }];
const asKey: Reaching = ({ alertId }) => [{ key_id: alertId }];
const asWord: Reaching = ({ word }) => [{ query: word }, {}];
const nothing: Reaching = () => [{}];

const alertLists: Reaching = (of, { window }) => [
  window,
  { ...window, by_updated_at: true, orderby: "updated_at", asc: true },
  { ...window, channel_ids: [of.channelId] },
  { ...window, integration_ids: [of.integrationId] },
  { ...window, alert_keys: [of.alertKey], is_active: true },
  { ...window, title: of.word },
  { ...window, alert_ids: [of.alertId, of.sharedAlertId] },
];

const incidentLists: Reaching = (of, { window, teamId }) => [
  window,
  { ...window, asc: true, progress: "Triggered,Processing" },
  { ...window, channel_ids: [of.channelId] },
  { ...window, team_ids: [teamId] },
  { ...window, query: of.word },
  { ...window, query: of.num },
  { ...window, query: of.incidentId },
  { ...window, nums: [of.num] },
  { ...window, incident_ids: [of.incidentId, of.sharedIncidentId] },
];

/** For every operation, what reaches hidden things by it. */
export const REACHING: Readonly<Record<string, Reaching>> = {
  "/integration/create": ({ channelId }) => [
    { plugin_type: "aliyun-prometheus", channel_id: channelId },
    { plugin_type: "aliyun-prometheus", default_channel_ids: [channelId] },
  ],
  "/integration/info": byIntegration,
  "/integration/list": ({ channelId, word }) => [
    ...[{}, { channel_id: channelId }, { query: word }, { scope: "private", orderby: "last_time" }],
    { status: "deleted", limit: 100 },
  ],
  "/integration/update": ({ integrationId }) => [
    { integration_id: integrationId, name: "x" },
    { integration_id: integrationId, settings: { identity: "nonsense" } },
  ],
  "/integration/enable": byIntegration,
  "/integration/disable": byIntegration,
  "/integration/delete": byIntegration,
  "/integration/key/rotate": byIntegration,
  "/integration/test": byIntegration,
  "/integration/source/list": nothing,
  "/integration/source/preview": () => [{ plugin_type: "standard", body: "{}" }],
  "/integration/activity": (of, { sharedId }) => [{ integration_ids: [of.integrationId, sharedId] }],
  "/integration/target/list": (of, { sharedId }) => [{ integration_ids: [of.integrationId, sharedId] }],
  "/route/info": (of, { sharedId }) => [{ integration_id: of.integrationId }, { integration_id: sharedId }],
  "/route/list": (of, { sharedId }) => [{ integration_ids: [of.integrationId, sharedId] }],
  "/route/upsert": ({ integrationId, channelId, ownSharedId }) => [
    { integration_id: integrationId, default: { channel_ids: [channelId] } },
    { integration_id: ownSharedId, default: { channel_ids: [channelId] } },
    { integration_id: ownSharedId, cases: [{ if: [], channel_ids: [channelId] }] },
  ],
  "/route/history/list": (of, { sharedId }) => [{ integration_id: of.integrationId }, { integration_id: sharedId }],
  "/route/preview": ({ alertId, sharedAlertId, channelId }, { plainAlertId }) => [
    { alert_ids: [alertId, sharedAlertId, plainAlertId], route: { default: { channel_ids: [channelId] } } },
    { alert_ids: [plainAlertId], route: { cases: [{ if: [], channel_ids: [channelId] }] } },
  ],
  "/delivery/list": (of, { sharedId }) => [
    { integration_id: of.integrationId },
    ...[{ integration_id: sharedId }, { integration_id: sharedId, query: of.sharedAlertId }],
    { integration_id: sharedId, query: String(of.channelId), outcome: ["processed"] },
    { integration_id: sharedId, query: of.sharedIncidentId, outcome: ["failed"] },
  ],
  "/delivery/info": ({ deliveryId, rejectedId }, { sharedDeliveryId }) => [
    ...[{ delivery_id: deliveryId }, { delivery_id: rejectedId }, { delivery_id: sharedDeliveryId }],
  ],
  "/delivery/replay": ({ deliveryId, rejectedId }) => [{ delivery_ids: [deliveryId, rejectedId] }],
  // The name is left out: that names are unique tells that one is taken (docs/decisions/0010).
  "/channel/create": ({ channelId }, { teamId }) => [
    { channel_name: "x", team_id: channelId },
    { channel_name: "x", team_id: teamId, managing_team_ids: [channelId] },
  ],
  "/channel/info": byChannel,
  "/channel/infos": ({ channelId }) => [{ channel_ids: [channelId, 1] }],
  "/channel/list": ({ channelId, channelName, word }, { teamId }) => [
    ...[{}, { is_brief: true, limit: 1 }, { channel_ids: [channelId] }, { query: word }],
    ...[{ channel_name: channelName }, { team_ids: [teamId] }],
    { orderby: "last_incident_at", asc: true },
  ],
  "/channel/star": byChannel,
  "/channel/unstar": byChannel,
  "/channel/update": ({ channelId }) => [
    { channel_id: channelId, description: "x" },
    { channel_id: channelId, team_id: channelId },
  ],
  "/channel/enable": byChannel,
  "/channel/disable": byChannel,
  "/channel/delete": byChannel,
  "/alert/list": alertLists,
  "/alert/info": byAlert,
  "/alert/list-by-ids": ({ alertId, sharedAlertId }, { plainAlertId }) => [
    { alert_ids: [alertId, sharedAlertId, plainAlertId] },
  ],
  "/alert/event/list": byAlert,
  "/alert/feed": byAlert,
  "/alert-event/list": ({ integrationId, channelId }, { window, sharedId }) => [
    ...[window, { ...window, channel_ids: [channelId] }, { ...window, integration_ids: [integrationId] }],
    ...[
      { ...window, integration_ids: [sharedId] },
      { ...window, integration_types: ["aliyun-prometheus"], asc: true },
    ],
  ],
  "/incident/list": incidentLists,
  "/incident/info": (of, commons) => [...byIncident(of, commons), { num: of.num }],
  "/incident/list-by-ids": ({ incidentId, sharedIncidentId }, { plainIncidentId }) => [
    { incident_ids: [incidentId, sharedIncidentId, plainIncidentId] },
  ],
  "/incident/feed": byIncident,
  "/incident/alert/list": (of, commons) => byIncident(of, commons).map((one) => ({ ...one, include_events: true })),
  "/incident/ack": byIncidents,
  "/incident/unack": byIncidents,
  "/incident/resolve": byIncidents,
  "/incident/reopen": byIncidents,
  "/incident/comment": (of, commons) => byIncidents(of, commons).map((one) => ({ ...one, comment: "x" })),
  "/team/upsert": ({ channelId, word }) => [{ team_id: channelId, team_name: word }],
  "/team/info": asTeam,
  "/team/infos": ({ channelId }, { teamId }) => [{ team_ids: [channelId, teamId] }],
  "/team/list": asWord,
  "/team/delete": (of, commons) => [...asTeam(of, commons), { team_id: commons.teamId }],
  "/member/info": nothing,
  "/member/list": asWord,
  "/member/invite": ({ word }) => [{ members: [{ email: word }] }],
  "/member/invite/info": ({ word }) => [{ token: word }],
  "/member/password/reset": ({ word }) => [{ current_password: word }],
  "/member/enable": asMember,
  "/member/disable": asMember,
  "/member/accept-invite": ({ word }) => [{ token: word }],
  "/member/info/reset": ({ channelId }) => [{ member_id: channelId, avatar: "x" }],
  "/member/delete": asMember,
  "/member/role/update": asMember,
  "/member/role/grant": asMember,
  "/member/role/revoke": asMember,
  "/role/list": nothing,
  "/person/infos": ({ channelId }, { memberId }) => [{ person_ids: [channelId, memberId] }],
  "/account/info": nothing,
  "/session/create": ({ word }) => [{ email: word }],
  "/session/delete": nothing,
  "/session/list": nothing,
  "/session/end": ({ alertId }) => [{ session_id: alertId }],
  "/setup/link/info": ({ word }) => [{ token: word }],
  "/setup/create-owner": ({ word }) => [{ token: word, email: word }],
  "/app-key/create": ({ channelId }) => [{ key_name: "x", member_id: channelId }],
  "/app-key/list": nothing,
  "/app-key/enable": asKey,
  "/app-key/disable": asKey,
  "/app-key/delete": asKey,
};
