import type { Operation } from "../operation.ts";
import { alertEventList, alertEventListOfAlert, alertFeed, alertInfo, alertList, alertListByIds } from "./alert.ts";
import { appKeyCreate, appKeyDelete, appKeyDisable, appKeyEnable, appKeyList } from "./app-key.ts";
import { channelCreate, channelInfo, channelInfos, channelList, channelStar, channelUnstar } from "./channel.ts";
import { deliveryInfo, deliveryList, deliveryReplay } from "./delivery.ts";
import {
  incidentAlertList,
  incidentComment,
  incidentFeed,
  incidentInfo,
  incidentList,
  incidentListByIds,
  incidentReopen,
  incidentResolve,
} from "./incident.ts";
import {
  integrationCreate,
  integrationDelete,
  integrationDisable,
  integrationEnable,
  integrationInfo,
  integrationList,
  integrationTest,
  integrationUpdate,
} from "./integration.ts";
import { integrationActivity, integrationTargetList } from "./integration-activity.ts";
import {
  accountInfo,
  memberAcceptInvite,
  memberDelete,
  memberInfo,
  memberInfoReset,
  memberInvite,
  memberList,
} from "./member.ts";
import { personInfos } from "./person.ts";
import { memberRoleGrant, memberRoleRevoke, memberRoleUpdate, roleList } from "./role.ts";
import { routeHistoryList, routeInfo, routeList, routePreview, routeUpsert } from "./route.ts";
import { sessionCreate, sessionDelete, setupCreateOwner } from "./session.ts";
import { sourceList } from "./source.ts";
import { teamDelete, teamInfo, teamInfos, teamList, teamUpsert } from "./team.ts";

/** Every operation of the API, in the order of the reference. */
export const OPERATIONS: readonly Operation[] = [
  integrationCreate,
  integrationInfo,
  integrationList,
  integrationUpdate,
  integrationEnable,
  integrationDisable,
  integrationDelete,
  integrationTest,
  integrationActivity,
  integrationTargetList,
  sourceList,
  routeInfo,
  routeList,
  routeUpsert,
  routeHistoryList,
  routePreview,
  deliveryList,
  deliveryInfo,
  deliveryReplay,
  channelCreate,
  channelInfo,
  channelInfos,
  channelList,
  channelStar,
  channelUnstar,
  alertList,
  alertInfo,
  alertListByIds,
  alertEventListOfAlert,
  alertFeed,
  alertEventList,
  incidentList,
  incidentInfo,
  incidentListByIds,
  incidentFeed,
  incidentAlertList,
  incidentResolve,
  incidentReopen,
  incidentComment,
  teamUpsert,
  teamInfo,
  teamInfos,
  teamList,
  teamDelete,
  memberInfo,
  memberList,
  memberInvite,
  memberAcceptInvite,
  memberInfoReset,
  memberDelete,
  memberRoleUpdate,
  memberRoleGrant,
  memberRoleRevoke,
  roleList,
  personInfos,
  accountInfo,
  sessionCreate,
  sessionDelete,
  setupCreateOwner,
  appKeyCreate,
  appKeyList,
  appKeyEnable,
  appKeyDisable,
  appKeyDelete,
];
