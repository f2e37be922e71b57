import { say } from "../../../contract/saying.ts";
import type { Adjustment } from "../../../contract/verdicts.ts";
import { defineSource } from "../shared/define-source.ts";
import { describe } from "../shared/fields.ts";
import { applyMapping, type Mapping } from "../shared/mapping.ts";
import { MAPPING_SETTINGS, readMapping } from "../shared/mapping-settings.ts";
import { readStandardBody, type StandardDialect } from "../shared/standard-body.ts";
import { STANDARD_SEVERITIES } from "../shared/standard-source.ts";
import type { PushRequest, SettingsReading, SourceReading, SourceSettings } from "../source.ts";
import { SAMPLE_HEADER, sample } from "./sample.ts";

/** Standard events: the hub's own format, and by a mapping any JSON that a sender cannot change. */
export const standard = defineSource({
  id: "standard",
  title: { en: "Standard Alert Event", zh: "标准告警事件" },
  category: "generic",
  vendorDocs: "https://www.rfc-editor.org/rfc/rfc8259",
  severityTable: STANDARD_SEVERITIES,
  defaultSeverity: null,
  sendsRecoveries: true,
  givesTimes: false,
  takesMapping: true,
  readSettings,
  read,
  sample,
});

const PLAIN: StandardDialect = { defaultSeverity: null };

function readSettings(raw: SourceSettings): SettingsReading {
  const unknown = Object.keys(raw).filter((name) => !MAPPING_SETTINGS.includes(name));
  const issues = unknown.map((at) => ({ at, expected: say("no_such_setting"), got: describe(raw[at]) }));
  const reading = readMapping(raw);
  if (reading.ok && issues.length === 0) return { ok: true, settings: raw };
  return { ok: false, issues: [...issues, ...(reading.ok ? [] : reading.issues)] };
}

function read(request: PushRequest, settings: SourceSettings): SourceReading {
  const isSample = request.headers[SAMPLE_HEADER] !== undefined;
  return readStandardBody(request, isSample ? PLAIN : dialectOf(settings));
}

/** A mapping is read once for each object of settings: the accepting thread has the same one for push after push. */
const DIALECTS = new WeakMap<SourceSettings, StandardDialect>();

function dialectOf(settings: SourceSettings): StandardDialect {
  const known = DIALECTS.get(settings);
  if (known) return known;
  const reading = readMapping(settings);
  const dialect = reading.ok && reading.mapping ? mapped(reading.mapping) : PLAIN;
  DIALECTS.set(settings, dialect);
  return dialect;
}

function mapped(mapping: Mapping): StandardDialect {
  const changes: readonly Adjustment[] = [{ change: "mapped", field: "", count: mapping.fields.length }];
  return {
    defaultSeverity: null,
    translate: (body) => {
      const applied = applyMapping(mapping, body);
      return applied.ok ? { ...applied, changes } : applied;
    },
  };
}
