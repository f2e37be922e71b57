import type { z } from "zod";
import { type sourceItem, sourceList, sourcePreview } from "../../contract/operations/source.ts";
import { inEnglish } from "../../contract/saying.ts";
import type { FlowIntegration } from "../integrations/flow-integration.ts";
import { pushPath } from "../integrations/push-key.ts";
import { putIssues } from "../ledger/ledger.ts";
import { readGuide } from "../sources/guides.ts";
import { readPush } from "../sources/read.ts";
import { SOURCES } from "../sources/registry.ts";
import type { SettingFacts, Source } from "../sources/source.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";
import { toEvents } from "./delivery-items.ts";
import { checkSettings, readSource } from "./source-settings.ts";

/** `/integration/source/*`. Guides are read once, when the hub starts. */
export function createSourceOperations(): BoundOperation[] {
  const items = listSourceItems();
  return [
    bind(sourceList, async () => ({ items })),
    bind(sourcePreview, async ({ plugin_type, settings = {}, body }, { now }) => {
      const source = readSource(plugin_type);
      checkSettings(source, settings);
      return preview(source, settings, body, now);
    }),
  ];
}

/** What the gallery shows. */
export function listSourceItems(): z.input<typeof sourceItem>[] {
  return SOURCES.map(toItem);
}

const NOTHING_READ = { because: "", said: [], issues: [], events: [], rejects: [] };

function preview(
  source: Source,
  settings: Record<string, unknown>,
  body: string,
  nowMs: number,
): z.input<typeof sourcePreview.output> {
  const [method = "POST"] = source.methods;
  // What a sender that uses GET says stands in its query, and that is what one has to paste.
  const query = method === "GET" ? Object.fromEntries(new URLSearchParams(body)) : {};
  const request = { method, query, headers: {}, body: Buffer.from(method === "GET" ? "" : body) };
  const reading = readPush(source, request, settings, nowMs);
  const { outcome } = reading;
  if (outcome === "ignored")
    return { ...NOTHING_READ, outcome, because: inEnglish([reading.because]), said: [reading.because] };
  if (outcome === "rejected") return { ...NOTHING_READ, outcome, ...putIssues(reading.issues) };
  const events = toEvents(reading, unsaved(source, settings), nowMs);
  const rejects = reading.rejects.map(({ index, issues }) => ({ index, ...putIssues(issues) }));
  return { ...NOTHING_READ, outcome, events, rejects };
}

function settingItem(setting: SettingFacts): z.input<typeof sourceItem>["settings"][number] {
  const { kind, name, title } = setting;
  if (kind === "choice") return { kind, name, title, choices: [...setting.choices], hint: NO_HINT, length_max: 0 };
  return { kind, name, title, choices: [], hint: setting.hint, length_max: setting.lengthMax };
}

const NO_HINT = { en: "", zh: "" };

/** An integration as it would be, before it is saved: without rules of its own. */
function unsaved({ id, title }: Source, settings: Record<string, unknown>): FlowIntegration {
  const none = { integrationId: 0, channelId: null, rulesVersion: 0, configVersion: 0 };
  return { ...none, pluginType: id, name: title.en, settings };
}

function toItem(source: Source): z.input<typeof sourceItem> {
  const { id, title, category, icon } = source;
  return {
    plugin_type: id,
    ...{ title, category, icon },
    vendor_docs: source.vendorDocs,
    push_path: pushPath(id),
    methods: [...source.methods],
    sends_recoveries: source.sendsRecoveries,
    gives_times: source.givesTimes,
    default_severity: source.defaultSeverity ?? "",
    takes_mapping: source.takesMapping ?? false,
    severity_table: source.severityTable.map(({ word, wordZh = "", severity }) => ({
      word,
      word_zh: wordZh,
      severity,
    })),
    settings: source.settings.map(settingItem),
    guide: readGuide(id),
  };
}
