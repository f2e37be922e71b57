import type { z } from "zod";
import {
  integrationCreate,
  integrationDelete,
  integrationDisable,
  integrationEnable,
  integrationInfo,
  type integrationItem,
  integrationKeyRotate,
  integrationList,
  integrationUpdate,
} from "../../contract/operations/integration.ts";
import { sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import {
  findIntegration,
  type IntegrationRow,
  type IntegrationStatus,
  insertIntegration,
  listIntegrations,
  missingIntegration,
  type NewIntegration,
  setIntegrationStatus,
  updateIntegration,
} from "../integrations/integration-store.ts";
import { createPushKey, pushUrl } from "../integrations/push-key.ts";
import { rotatePushKey } from "../integrations/push-key-store.ts";
import { holds } from "../people/permission-decision.ts";
import type { Person } from "../people/person-store.ts";
import { findSource } from "../sources/registry.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { checkChannelEdit, getEditableIntegration, listEditableIntegrations } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { orNull, readPage } from "./paging.ts";
import { checkSettings, maskSecrets, readSource } from "./source-settings.ts";

/** `/integration/*`. */
export function createIntegrationOperations(deps: OperationDeps): BoundOperation[] {
  const { database } = deps;
  const setStatus = (status: IntegrationStatus) => async (input: { integration_id: number }, context: CallContext) => {
    await getEditableIntegration(database, input.integration_id, context);
    await setIntegrationStatus(database, input.integration_id, status, context.person.personId, context.now);
    return {};
  };
  return [
    bind(integrationCreate, async (input, context) => {
      const integration = readNewIntegration(input, context.account.idSuffix);
      const { person, hiddenChannelIds, now } = context;
      if (integration.target.scope === "private") {
        await checkChannelEdit(database, integration.target.channelId, context);
      }
      const by = { creatorId: person.personId, hiddenChannelIds, nowMs: now };
      return getItem(deps, await insertIntegration(database, integration, by), context);
    }),
    bind(integrationInfo, (input, context) => getItem(deps, input.integration_id, context)),
    bindIntegrationList(deps),
    bind(integrationUpdate, async (input, context) => {
      const { integration_id, name, description, team_id: teamId, settings } = input;
      const { person, now } = context;
      const { plugin_type } = await getEditableIntegration(database, integration_id, context);
      if (settings) checkSettings(readSource(plugin_type), settings);
      const edit = { name, description, teamId, settings };
      await updateIntegration(database, integration_id, edit, person.personId, now);
      return {};
    }),
    bindKeyRotate(deps),
    bind(integrationEnable, setStatus("enabled")),
    bind(integrationDisable, setStatus("disabled")),
    bind(integrationDelete, setStatus("deleted")),
  ];
}

function bindIntegrationList(deps: OperationDeps): BoundOperation {
  return bind(integrationList, async (input, context) => {
    const { person, hiddenChannelIds } = context;
    const { limit, offset } = readPage(input);
    const { items, total } = await listIntegrations(deps.database, {
      status: input.status ?? null,
      query: input.query || null,
      pluginTypes: orNull(input.plugin_types),
      channelId: input.channel_id || null,
      isShared: input.scope === undefined ? null : input.scope === "shared",
      teamIds: orNull(input.team_ids),
      hiddenChannelIds,
      orderby: input.orderby ?? "created_at",
      asc: input.asc ?? false,
      limit,
      offset,
    });
    const url = deps.publicUrl();
    const editable = await listEditableIntegrations(deps.database, items, context);
    return {
      items: items.map((row) => toItem(row, url, person, editable)),
      total,
      has_next_page: offset + items.length < total,
    };
  });
}

function bindKeyRotate({ database, publicUrl }: OperationDeps): BoundOperation {
  return bind(integrationKeyRotate, async ({ integration_id: id, grace_seconds = 0 }, context) => {
    const { person, account, now } = context;
    const { plugin_type } = await getEditableIntegration(database, id, context);
    const newKey = createPushKey(account.idSuffix);
    const graceUntilMs = now + grace_seconds * 1000;
    await rotatePushKey(database, id, { newKey, graceUntilMs, byPersonId: person.personId, nowMs: now });
    return { integration_key: newKey, push_url: pushUrl(publicUrl(), plugin_type, newKey) };
  });
}

function readNewIntegration(input: z.output<typeof integrationCreate.input>, idSuffix: number): NewIntegration {
  const source = readSource(input.plugin_type);
  const settings = input.settings ?? {};
  checkSettings(source, settings);
  return {
    pluginType: source.id,
    name: input.name ?? source.title.en.slice(0, NAME_MAX),
    description: input.description ?? "",
    teamId: input.team_id ?? 0,
    target: readTarget(input.channel_id, input.default_channel_ids),
    integrationKey: createPushKey(idSuffix),
    settings,
  };
}

async function getItem({ database, publicUrl }: OperationDeps, integrationId: number, context: CallContext) {
  const row = await findIntegration(database, integrationId, context.hiddenChannelIds);
  if (!row) throw missingIntegration(integrationId);
  return toItem(row, publicUrl(), context.person, await listEditableIntegrations(database, [row], context));
}

const NAME_MAX = 59;

/** Private when a channel is named, shared otherwise; not both. */
function readTarget(
  channelId: number | undefined,
  defaultChannelIds: readonly number[] | undefined,
): NewIntegration["target"] {
  if (!channelId) return { scope: "shared", defaultChannelIds: [...new Set(defaultChannelIds ?? [])] };
  if (defaultChannelIds === undefined) return { scope: "private", channelId };
  throw new Refusal("InvalidParameter", sayOf("default_channel_ids", "private_no_default"));
}

/** Whoever has a push key can push: those who may only read see that there is one. */
function toItem(
  row: IntegrationRow,
  publicUrl: string,
  reader: Person,
  editable: ReadonlySet<number>,
): z.input<typeof integrationItem> {
  const mayManage = holds(reader, "Integrations/Manage");
  const key = mayManage ? row.integration_key : "*".repeat(row.integration_key.length);
  const source = findSource(row.plugin_type);
  return {
    ...row,
    integration_key: key,
    settings: mayManage || !source ? row.settings : maskSecrets(source, row.settings),
    may_edit: editable.has(row.integration_id),
    data_source_id: row.integration_id,
    plugin_type_name: source?.title.en ?? row.plugin_type,
    category: "event.alert",
    scope: row.channel_id === 0 ? "shared" : "private",
    push_url: pushUrl(publicUrl, row.plugin_type, key),
  };
}
