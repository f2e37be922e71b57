import type { Operation } from "../operation.ts";
import { alertEventList, alertEventListOfAlert, alertFeed, alertInfo, alertList, alertListByIds } from "./alert.ts";
import { channelCreate, channelInfo, channelInfos, channelList } from "./channel.ts";
import { deliveryInfo, deliveryList } from "./delivery.ts";
import { incidentAlertList, incidentFeed, incidentInfo, incidentList, incidentListByIds } from "./incident.ts";
import {
  integrationCreate,
  integrationDelete,
  integrationDisable,
  integrationEnable,
  integrationInfo,
  integrationList,
  integrationUpdate,
} from "./integration.ts";
import { accountInfo, memberInfo } from "./member.ts";
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
  sourceList,
  deliveryList,
  deliveryInfo,
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
  teamUpsert,
  teamInfo,
  teamList,
  memberInfo,
  accountInfo,
];
