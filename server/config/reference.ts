import { FILE_SUFFIX, SETTINGS } from "./settings.ts";

/** Where the reference page stands, from the root of the package. */
export const REFERENCE_FILE = "docs/reference/settings.md";

/** What writes the page anew, from the root of the package. */
export const REFERENCE_COMMAND = "npm run settings-reference";

/** The reference page of all settings, made from their table. */
export function renderReference(): string {
  const entries = Object.values(SETTINGS);
  const secrets = entries.filter(({ secret }) => secret);
  return `<!-- Written by \`${REFERENCE_COMMAND}\`. Change server/config/settings.ts instead. -->

# Settings

The hub reads its settings from environment variables when it starts. A variable that is empty counts as not set. A wrong
value, or a \`TOCSIN_…\` variable that is not listed here, stops the start with a message that names every one of them; what
Kubernetes and Docker inject for a service called \`tocsin\` is left alone. \`npx tocsin config\` checks the settings and shows
what the hub would run with, without secrets.

| variable | default | what it does |
|---|---|---|
${entries.map((entry) => `| \`${entry.env}\` | ${defaultOf(entry)} | ${entry.about} |`).join("\n")}

## What they take

| variable | value |
|---|---|
${entries.map(({ env, expected }) => `| \`${env}\` | ${expected} |`).join("\n")}

## Secrets from files

Instead of a secret itself, its variable with \`${FILE_SUFFIX}\` at the end may name a file that holds it, as container platforms mount
them. One line break at the end of the file is not part of the secret. Set one of the two, not both.

| variable | file variant |
|---|---|
${secrets.map(({ env }) => `| \`${env}\` | \`${env}${FILE_SUFFIX}\` |`).join("\n")}
`;
}

type Entry = (typeof SETTINGS)[keyof typeof SETTINGS];

function defaultOf({ schema, otherwise }: Entry): string {
  const value = schema.parse(undefined);
  return value === undefined ? otherwise || "not set" : `\`${value}\``;
}
