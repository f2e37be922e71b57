import type { z } from "zod";
import {
  incidentAlertList,
  incidentFeed,
  incidentInfo,
  incidentList,
  incidentListByIds,
} from "../../contract/operations/incident.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { listEventsOfAlerts } from "../alerts/alert-event-search-store.ts";
import { listAlertsByIds } from "../alerts/alert-search-store.ts";
import { toSeconds, utcDay } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { listFeed } from "../incidents/feed-store.ts";
import type { ListedIncident } from "../incidents/incident-list-store.ts";
import {
  countIncidents,
  findIncidentByNum,
  type IncidentSearch,
  listAlertIdsOfIncident,
  listChannelIdsOfTeams,
  listIncidentRows,
  listIncidentsByIds,
} from "../incidents/incident-search-store.ts";
import { listTeamIdsOf } from "../people/team-store.ts";
import type { Queryable } from "../storage/database.ts";
import { findTitles } from "../titles/title-store.ts";
import { toAlertItem } from "./alert-items.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { readFeedPage } from "./feed-page.ts";
import { toIncidentItems } from "./incident-items.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { orNull, readPage, readWindow, searchPage, wholeSet, wrongCursor } from "./paging.ts";

/** How many events of each alert come with `include_events`. */
const EVENTS_PER_ALERT = 20;
const ALERTS_PAGE = 1000;
const DAY_SECONDS = 86_400;

type ListInput = z.output<typeof incidentList.input>;

/** `/incident/*`. */
export function createIncidentOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  return [
    bindIncidentList(deps),
    bind(incidentInfo, async (input, context) => {
      const { incident_id: id, num } = input;
      if (!id && !num) {
        const expected = say("hex_id");
        throw new Refusal("InvalidParameter", sayOf("incident_id", "expected", { expected, got: say("nothing") }));
      }
      const hidden = context.hiddenChannelIds;
      const row = id
        ? (await listIncidentsByIds(database, [id], hidden))[0]
        : await findIncidentByNum(database, num ?? "", hidden);
      const item = row && (await toItems(deps, [row], context))[0];
      if (!item) throw new Refusal("ResourceNotFound", say("no_incident", { id: id || num || "" }));
      return item;
    }),
    bind(incidentListByIds, async (input, context) => {
      const rows = await listIncidentsByIds(database, input.incident_ids, context.hiddenChannelIds);
      return wholeSet(await toItems(deps, rows, context));
    }),
    bind(incidentFeed, async (input, context) => {
      await checkIncident(database, input.incident_id, context);
      return readFeedPage(database, listFeed, input.incident_id, input, context.account.accountId);
    }),
    bindIncidentAlertList(deps),
  ];
}

function bindIncidentList(deps: OperationDeps): BoundOperation {
  const { database } = deps;
  return bind(incidentList, async (input, context) => {
    const page = readPage(input);
    const search = await readSearch(database, input, context);
    if (search === "nothing") return wholeSet([]);
    const { rows, ...around } = await searchPage<ListedIncident>({
      page,
      goesOn: search.afterId !== null,
      list: (limit, offset) => listIncidentRows(database, { ...search, limit, offset }),
      count: (max) => countIncidents(database, { ...search, limit: 0, offset: 0 }, max),
      cursorOf: (row) => row.incidentId,
    });
    return { items: await toItems(deps, rows, context), ...around };
  });
}

function bindIncidentAlertList({ database }: OperationDeps): BoundOperation {
  return bind(incidentAlertList, async (input, context) => {
    const { account, hiddenChannelIds } = context;
    const { limit, offset } = readPage(input, ALERTS_PAGE);
    await checkIncident(database, input.incident_id, context);
    const wanted = { incidentId: input.incident_id, isActive: input.is_active ?? null, limit, offset };
    const { alertIds, total } = await listAlertIdsOfIncident(database, wanted);
    const alerts = await listAlertsByIds(database, alertIds, hiddenChannelIds);
    const events = input.include_events ? await listEventsOfAlerts(database, alertIds, EVENTS_PER_ALERT) : null;
    return { items: alerts.map((row) => toAlertItem(row, account.accountId, events?.get(row.alert_id))), total };
  });
}

function toItems({ database, publicUrl }: OperationDeps, rows: readonly ListedIncident[], { account }: CallContext) {
  return toIncidentItems(database, rows, account, publicUrl());
}

async function checkIncident(db: Queryable, incidentId: string, { hiddenChannelIds }: CallContext): Promise<void> {
  const found = await listIncidentsByIds(db, [incidentId], hiddenChannelIds);
  if (found.length === 0) throw new Refusal("ResourceNotFound", say("no_incident", { id: incidentId }));
}

type PagelessSearch = Omit<IncidentSearch, "limit" | "offset">;

/** The search behind a list's input, or "nothing" when no incident can match. */
async function readSearch(db: Queryable, input: ListInput, context: CallContext): Promise<PagelessSearch | "nothing"> {
  const incidentIds = readIds(input);
  const window = incidentIds ? null : readWindow(input.start_time, input.end_time);
  const channelIds = await readChannels(db, input, context.person.personId);
  const text = OBJECT_ID.test(input.query ?? "") ? "" : input.query;
  // Nothing is called rare before that part is built.
  if (input.is_rare || channelIds?.length === 0) return "nothing";
  return {
    window,
    incidentIds,
    nums: orNull(input.nums),
    progress: orNull(input.progress),
    severities: orNull(input.incident_severity),
    channelIds,
    hiddenChannelIds: context.hiddenChannelIds,
    creatorIds: orNull(input.creator_ids),
    closerIds: orNull(input.closer_ids),
    responderIds: orNull(input.responder_ids),
    ackerIds: orNull(input.acker_ids),
    everMuted: input.ever_muted ?? null,
    isSnoozed: input.is_snoozed ?? null,
    now: toSeconds(context.now),
    title: text ? await findTitles(db, text, utcDay(window ? Math.max(0, window.from - DAY_SECONDS) * 1000 : 0)) : null,
    orNum: text && NUM.test(text) ? text.toUpperCase() : null,
    asc: input.asc ?? false,
    afterId: readCursor(input.search_after_ctx),
  };
}

const OBJECT_ID = /^[0-9a-fA-F]{24}$/;
const NUM = /^[0-9a-fA-F]{6}$/;

/** Ids given as such, or typed into the search box. */
function readIds(input: ListInput): readonly string[] | null {
  const given = orNull(input.incident_ids);
  const typed = input.query && OBJECT_ID.test(input.query) ? input.query.toLowerCase() : null;
  if (!typed) return given;
  return given ? given.filter((id) => id === typed) : [typed];
}

/** The channels that every filter on channels and teams lets through; null when there is no such filter. */
async function readChannels(db: Queryable, input: ListInput, personId: number): Promise<readonly number[] | null> {
  const filters: (readonly number[])[] = [];
  const channelIds = orNull(input.channel_ids);
  const teamIds = orNull(input.team_ids);
  if (channelIds) filters.push(channelIds);
  if (teamIds) filters.push(await listChannelIdsOfTeams(db, { owning: teamIds, managing: null }));
  const mine = input.is_my_team || input.is_my_channel ? await listTeamIdsOf(db, personId) : [];
  if (input.is_my_team) filters.push(await listChannelIdsOfTeams(db, { owning: mine, managing: null }));
  if (input.is_my_channel) filters.push(await listChannelIdsOfTeams(db, { owning: null, managing: mine }));
  const [first, ...others] = filters;
  return first ? first.filter((id) => others.every((list) => list.includes(id))) : null;
}

function readCursor(cursor: string | undefined): string | null {
  if (!cursor) return null;
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw wrongCursor();
  return cursor;
}
