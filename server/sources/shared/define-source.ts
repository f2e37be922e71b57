import type { Issue } from "../../../contract/issue.ts";
import { say } from "../../../contract/saying.ts";
import type { ChoiceSetting, SettingFacts, SettingsReading, Source, SourceSettings, TextSetting } from "../source.ts";
import { describe } from "./fields.ts";

/** What most sources have in common. `readSettings` goes by the `settings` there are. */
type Defaulted = "aliases" | "icon" | "paths" | "methods" | "keyIn" | "handshakeHosts" | "settings" | "readSettings";

/** A source as it is written down: what is left out is as with most senders. */
export type SourceDefinition = Omit<Source, Defaulted> & Partial<Pick<Source, Defaulted>>;

/** Completes a source: it posts to its push path with the key in the query, has no settings, and its icon has its name. */
export function defineSource(definition: SourceDefinition): Source {
  const { settings = [] } = definition;
  return {
    aliases: [],
    icon: definition.id,
    paths: [],
    methods: ["POST"],
    keyIn: ["query"],
    handshakeHosts: [],
    settings,
    readSettings: (raw) => readDeclared(settings, raw),
    ...definition,
  };
}

/** The settings that are declared, each as it was given or as it is when left out. What is not declared is an issue. */
function readDeclared(declared: readonly SettingFacts[], raw: SourceSettings): SettingsReading {
  const names = declared.map(({ name }) => name);
  const issues = Object.keys(raw)
    .filter((name) => !names.includes(name))
    .map((at): Issue => ({ at, expected: say("no_such_setting"), got: describe(raw[at]) }));
  const settings: Record<string, unknown> = {};
  for (const setting of declared) {
    const { name } = setting;
    const read = setting.kind === "choice" ? readChoice(setting, raw[name]) : readTyped(setting, raw[name]);
    if (typeof read === "string") settings[name] = read;
    else issues.push({ at: name, ...read });
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, settings };
}

type Wrong = Omit<Issue, "at">;

function readChoice({ choices }: ChoiceSetting, value: unknown): string | Wrong {
  const words = choices.map((choice) => choice.value);
  const chosen = value === undefined ? words[0] : words.find((word) => word === value);
  const got = typeof value === "string" ? JSON.stringify(value) : describe(value);
  return chosen ?? { expected: say("one_of", { words }), got };
}

/** What was typed is not repeated: it may be a secret. */
function readTyped({ lengthMax }: TextSetting, value: unknown = ""): string | Wrong {
  if (typeof value === "string" && value.length <= lengthMax) return value;
  const got = typeof value === "string" ? say("characters", { count: value.length }) : describe(value);
  return { expected: say("text_at_most", { max: lengthMax }), got };
}
