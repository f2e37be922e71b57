import type { Issue } from "../../../contract/issue.ts";
import { say } from "../../../contract/saying.ts";
import type { SettingFacts, SettingsReading, Source, SourceSettings } from "../source.ts";
import { describe } from "./fields.ts";

/** What most sources have in common. `readSettings` goes by the `settings` there are. */
type Defaulted = "aliases" | "icon" | "methods" | "settings" | "readSettings";

/** A source as it is written down: what is left out is as with most senders. */
export type SourceDefinition = Omit<Source, Defaulted> & Partial<Pick<Source, Defaulted>>;

/** Completes a source: it posts to its push path, has no settings, and its icon has its name. */
export function defineSource(definition: SourceDefinition): Source {
  const { settings = [] } = definition;
  return {
    aliases: [],
    icon: definition.id,
    methods: ["POST"],
    settings,
    readSettings: (raw) => readChosen(settings, raw),
    ...definition,
  };
}

/** The settings that are declared, each as it was chosen or by its first choice. What is not declared is an issue. */
function readChosen(declared: readonly SettingFacts[], raw: SourceSettings): SettingsReading {
  const names = declared.map(({ name }) => name);
  const issues = Object.keys(raw)
    .filter((name) => !names.includes(name))
    .map((at): Issue => ({ at, expected: say("no_such_setting"), got: describe(raw[at]) }));
  const settings: Record<string, unknown> = {};
  for (const { name, choices } of declared) {
    const value = raw[name];
    const words = choices.map((choice) => choice.value);
    const chosen = value === undefined ? words[0] : words.find((word) => word === value);
    const got = typeof value === "string" ? JSON.stringify(value) : describe(value);
    if (chosen === undefined) issues.push({ at: name, expected: say("one_of", { words }), got });
    else settings[name] = chosen;
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, settings };
}
