import type { z } from "zod";
import { type sourceItem, sourceList } from "../../contract/operations/source.ts";
import { pushPath } from "../integrations/push-key.ts";
import { readGuide } from "../sources/guides.ts";
import { SOURCES } from "../sources/registry.ts";
import type { Source } from "../sources/source.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";

/** `/integration/source/list`. Guides are read once, when the hub starts. */
export function createSourceOperations(): BoundOperation[] {
  const items = SOURCES.map(toItem);
  return [bind(sourceList, async () => ({ items }))];
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
    settings: (source.settings ?? []).map(({ name, title, choices }) => ({ name, title, choices: [...choices] })),
    guide: readGuide(id),
  };
}
