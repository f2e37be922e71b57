import type { Operation } from "../operation.ts";
import { alertEventList, alertEventListOfAlert, alertFeed, alertInfo, alertList, alertListByIds } from "./alert.ts";
import { channelCreate, channelInfo, channelInfos, channelList } from "./channel.ts";
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
import { accountInfo, memberInfo } from "./member.ts";
import { routeHistoryList, routeInfo, routeInfo, routeList, routeList, routePreview, routeUpsert, routeUpsert } from "./route.ts";
import { sessionCreate, sessionDelete } from "./session.ts";
import { sourceList } from "./source.ts";
import { teamInfo, teamList, teamUpsert } from "./team.ts";

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
  teamList,
  memberInfo,
  accountInfo,
  sessionCreate,
  sessionDelete,
];
