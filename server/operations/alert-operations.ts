import type { z } from "zod";
import {
  alertEventList,
  alertEventListOfAlert,
  alertFeed,
  alertInfo,
  alertList,
  alertListByIds,
} from "../../contract/operations/alert.ts";
import { say } from "../../contract/saying.ts";
import {
  type AlertEventRow,
  type AlertEventSearch,
  countAlertEvents,
  listAlertEvents,
  listEventsOfAlert,
  listIntegrationIdsOfTypes,
} from "../alerts/alert-event-search-store.ts";
import type { AlertRow } from "../alerts/alert-list-store.ts";
import { type AlertSearch, countAlerts, listAlerts, listAlertsByIds } from "../alerts/alert-search-store.ts";
import { toSeconds, utcDay } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { listAlertFeed } from "../incidents/feed-store.ts";
import type { Queryable } from "../storage/database.ts";
import { findTitles } from "../titles/title-store.ts";
import { toAlertEventItem, toAlertItem } from "./alert-items.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { readFeedPage } from "./feed-page.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { orNull, readPage, readWindow, searchPage, wholeSet, wrongCursor } from "./paging.ts";

/** How many events of one alert are answered at once; an alert that fires for weeks has more. */
const EVENTS_MAX = 1000;
const DAY_SECONDS = 86_400;
/** Integrations of a type that a search for events names one by one. */
const NAMED_MAX = 100;

/** `/alert/*` and `/alert-event/list`. */
export function createAlertOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  return [
    bindAlertList(deps),
    bind(alertInfo, async (input, context) =>
      toAlertItem(await getAlert(database, input.alert_id, context), context.account.accountId),
    ),
    bind(alertListByIds, async (input, { account, hiddenChannelIds }) => {
      const rows = await listAlertsByIds(database, input.alert_ids, hiddenChannelIds);
      return wholeSet(rows.map((row) => toAlertItem(row, account.accountId)));
    }),
    bind(alertEventListOfAlert, async (input, context) => {
      const { account } = context;
      await getAlert(database, input.alert_id, context);
      const rows = await listEventsOfAlert(database, input.alert_id, EVENTS_MAX);
      return { items: rows.map((row) => toAlertEventItem(row, account.accountId)) };
    }),
    bind(alertFeed, async (input, context) => {
      await getAlert(database, input.alert_id, context);
      return readFeedPage(database, listAlertFeed, input.alert_id, input, context.account.accountId);
    }),
    bindAlertEventList(deps),
  ];
}

function bindAlertList({ database }: OperationDeps): BoundOperation {
  return bind(alertList, async (input, { account, hiddenChannelIds }) => {
    const page = readPage(input);
    const { title, ...filters } = readAlertSearch(input);
    const titles = title ? await findTitles(database, title, seenSince(filters)) : null;
    const search = { ...filters, title: titles, hiddenChannelIds };
    const { rows, ...around } = await searchPage<AlertRow>({
      page,
      goesOn: search.after !== null,
      list: (limit, offset) => listAlerts(database, { ...search, limit, offset }),
      count: (max) => countAlerts(database, { ...search, limit: 0, offset: 0 }, max),
      cursorOf: (row) => (search.orderby === "created_at" ? row.alert_id : `${row.alert_id}:${row.updated_at}`),
    });
    return { items: rows.map((row) => toAlertItem(row, account.accountId)), ...around };
  });
}

type AlertFilters = Omit<AlertSearch, "title" | "hiddenChannelIds" | "limit" | "offset">;

function readAlertSearch(input: z.output<typeof alertList.input>): AlertFilters & { title: string | undefined } {
  const alertIds = orNull(input.alert_ids);
  const window = alertIds ? { from: 0, to: LAST_SECOND } : readWindow(input.start_time, input.end_time);
  const orderby = input.orderby ?? "created_at";
  return {
    ...window,
    window: input.by_updated_at ? "updated" : "alive",
    alertIds,
    isActive: input.is_active ?? null,
    everMuted: input.ever_muted ?? null,
    severities: orNull(input.alert_severity),
    channelIds: orNull(input.channel_ids),
    integrationIds: orNull(input.integration_ids),
    alertKeys: orNull(input.alert_keys),
    title: input.title,
    orderby,
    asc: input.asc ?? false,
    after: readAlertCursor(input.search_after_ctx, orderby),
  };
}

/** The first day on which the titles of what a search can find were seen. A change by hand does not see the title again. */
function seenSince({ window, from }: AlertFilters): string {
  return utcDay(window === "alive" ? Math.max(0, from - DAY_SECONDS) * 1000 : 0);
}

function bindAlertEventList({ database }: OperationDeps): BoundOperation {
  return bind(alertEventList, async (input, { account, now, hiddenChannelIds }) => {
    const page = readPage(input);
    const to = input.end_time || toSeconds(now);
    const types = orNull(input.integration_types);
    const ofTypes = types && (await listIntegrationIdsOfTypes(database, types));
    const search = {
      ...readWindow(input.start_time || Math.max(1, to - DAY_SECONDS), to),
      ...readIntegrations(orNull(input.integration_ids), types, ofTypes),
      channelIds: orNull(input.channel_ids),
      hiddenChannelIds,
      severities: orNull(input.severities),
      asc: input.asc ?? false,
      after: readEventCursor(input.search_after_ctx),
    };
    const { rows, ...around } = await searchPage<AlertEventRow>({
      page,
      goesOn: search.after !== null,
      list: (limit, offset) => listAlertEvents(database, { ...search, limit, offset }),
      count: (max) => countAlertEvents(database, { ...search, limit: 0, offset: 0 }, max),
      cursorOf: (row) => `${row.event_id}:${row.day}`,
    });
    return { items: rows.map((row) => toAlertEventItem(row, account.accountId)), ...around };
  });
}

const LAST_SECOND = 253_402_300_799;

async function getAlert(db: Queryable, alertId: string, { hiddenChannelIds }: CallContext): Promise<AlertRow> {
  const row = (await listAlertsByIds(db, [alertId], hiddenChannelIds))[0];
  if (!row) throw new Refusal("ResourceNotFound", say("no_alert", { id: alertId }));
  return row;
}

/** What filters on ids and on types both let through: integrations by id, unless only types are given and they have many. */
function readIntegrations(
  ids: readonly number[] | null,
  types: readonly string[] | null,
  ofTypes: readonly number[] | null,
): Pick<AlertEventSearch, "integrationIds" | "integrationTypes"> {
  if (ids && ofTypes) return { integrationIds: ids.filter((id) => ofTypes.includes(id)), integrationTypes: null };
  const isMany = ofTypes !== null && ofTypes.length > NAMED_MAX;
  return { integrationIds: isMany ? null : (ids ?? ofTypes), integrationTypes: isMany ? types : null };
}

function readAlertCursor(cursor: string | undefined, orderby: AlertSearch["orderby"]): AlertSearch["after"] {
  if (!cursor) return null;
  const pattern = orderby === "created_at" ? /^([0-9a-f]{24})$/ : /^([0-9a-f]{24}):(\d{1,12})$/;
  const [, alertId, updatedAt] = pattern.exec(cursor) ?? [];
  if (!alertId) throw wrongCursor();
  return { alertId, updatedAt: Number(updatedAt ?? 0) };
}

function readEventCursor(cursor: string | undefined): { eventId: string; day: string } | null {
  if (!cursor) return null;
  const [, eventId, day] = /^([0-9a-f]{24}):(\d{4}-\d{2}-\d{2})$/.exec(cursor) ?? [];
  if (!eventId || !day || Number.isNaN(Date.parse(day))) throw wrongCursor();
  return { eventId, day };
}
