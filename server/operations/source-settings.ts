import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { findSource, SOURCES } from "../sources/registry.ts";
import type { Source } from "../sources/source.ts";

/** Issues named in one refusal. */
const ISSUES_MAX = 3;

/** The source that a `plugin_type` names, or a refusal that names all there are. */
export function readSource(pluginType: string): Source {
  const source = findSource(pluginType);
  if (source) return source;
  const expected = say("one_of", { words: SOURCES.map(({ id }) => id) });
  const got = `"${pluginType.slice(0, 60)}"`;
  throw new Refusal("InvalidParameter", sayOf("plugin_type", "expected", { expected, got }));
}

/** Settings are kept as they were sent; the source only says whether they can be. */
export function checkSettings(source: Source, settings: Record<string, unknown>): void {
  const reading = source.readSettings(settings);
  if (reading.ok) return;
  const said = reading.issues.slice(0, ISSUES_MAX).map(({ at, expected, got }) => {
    const field = at === "" || at.startsWith("settings") ? at || "settings" : `settings.${at}`;
    return sayOf(field, "expected", { expected, got });
  });
  throw new Refusal("InvalidParameter", said);
}

/** Settings for those who may not change them: a secret that is set is stars. */
export function maskSecrets(source: Source, settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secrets = source.settings.filter(({ kind, name }) => kind === "secret" && settings[name]);
  return { ...settings, ...Object.fromEntries(secrets.map(({ name }) => [name, SECRET])) };
}

const SECRET = "********";
