import { readGuide } from "../../../server/sources/guides.ts";

/** What a user copies from the guide of `prometheus`: two files and a command, as they stand there. */
export type Copied = { alertmanagerYaml: string; rulesYaml: string; tryCommand: string };

/** Takes them from the guide as the console shows it, with the push URL filled in. */
export function copyFromGuide(language: "en" | "zh", pushUrl: string): Copied {
  const guide = readGuide("prometheus")[language].replaceAll("{{push_url}}", pushUrl);
  const [alertmanagerYaml, rulesYaml] = blocks(guide, "yaml");
  const tryCommand = blocks(guide, "sh").find((text) => text.startsWith("amtool alert add"));
  if (!alertmanagerYaml || !rulesYaml || !tryCommand) throw new Error("the guide has lost one of its blocks");
  return { alertmanagerYaml, rulesYaml, tryCommand: tryCommand.trim() };
}

function blocks(guide: string, language: string): string[] {
  return [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text);
}

/** The same file with other values, such as waits of a second. A setting that is not in it is an error. */
export function withValues(yaml: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const line = new RegExp(`^(\\s*(?:- )?${name}:).*$`, "m");
    if (!line.test(text)) throw new Error(`the guide sets no ${name}`);
    return text.replace(line, `$1 ${value}`);
  }, yaml);
}
