import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf, SetupError } from "../base/errors.ts";
import { FILE_SUFFIX, SETTINGS } from "./settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const SCHEMA = z.object({
  host: SETTINGS.host.schema,
  port: SETTINGS.port.schema,
  dataDir: SETTINGS.dataDir.schema,
  databaseUrl: SETTINGS.databaseUrl.schema,
  publicUrl: SETTINGS.publicUrl.schema,
  ownerEmail: SETTINGS.ownerEmail.schema,
  ownerPassword: SETTINGS.ownerPassword.schema,
  pushRatePerSecond: SETTINGS.pushRatePerSecond.schema,
  pushRatePerMinute: SETTINGS.pushRatePerMinute.schema,
  apiRatePerSecond: SETTINGS.apiRatePerSecond.schema,
  apiRatePerMinute: SETTINGS.apiRatePerMinute.schema,
  logLevel: SETTINGS.logLevel.schema,
  nodeName: SETTINGS.nodeName.schema,
});

/** The settings of a hub, read and checked. */
export type Settings = z.output<typeof SCHEMA>;

/** What Kubernetes and Docker inject for a service called tocsin; never meant as settings. */
const INJECTED = /^TOCSIN_(SERVICE_|PORT_)/;

/** Reads all settings from the environment. Throws one `SetupError` that names every wrong one and what it should be. */
export function readSettings(environment: Environment): Settings {
  const wrong: string[] = [...unknownSettings(environment)];
  const raw: Record<string, string | undefined> = {};
  for (const [key, { env, secret }] of Object.entries(SETTINGS)) {
    raw[key] = secret ? readSecret(environment, env, wrong) : usable(environment, env);
  }
  const parsed = SCHEMA.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) {
    const key = String(issue.path[0]);
    const { env, secret } = entryOf(key);
    wrong.push(`${env}: ${issue.message}${secret ? "" : `, got "${raw[key]}"`}`);
  }
  if (Boolean(raw.ownerEmail) !== Boolean(raw.ownerPassword)) {
    wrong.push("TOCSIN_OWNER_EMAIL and TOCSIN_OWNER_PASSWORD: set both, or neither");
  }
  if (wrong.length > 0 || !parsed.success) throw new SetupError(`these settings are wrong:\n  ${wrong.join("\n  ")}`);
  return parsed.data;
}

function entryOf(key: string): { env: string; secret: boolean } {
  return Object.entries(SETTINGS).find(([name]) => name === key)?.[1] ?? { env: key, secret: true };
}

function usable(environment: Environment, env: string): string | undefined {
  const value = environment[env];
  // A service called tocsin makes Kubernetes set TOCSIN_PORT to an address.
  if (value === undefined || value === "" || (env === "TOCSIN_PORT" && value.startsWith("tcp://"))) return undefined;
  return value;
}

function readSecret(environment: Environment, env: string, wrong: string[]): string | undefined {
  const file = usable(environment, `${env}${FILE_SUFFIX}`);
  if (file === undefined) return usable(environment, env);
  if (usable(environment, env) !== undefined) wrong.push(`${env} and ${env}${FILE_SUFFIX}: set one of them`);
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    wrong.push(`${env}${FILE_SUFFIX}: cannot read ${file} (${messageOf(error)})`);
    return undefined;
  }
}

function unknownSettings(environment: Environment): string[] {
  const known = new Set(
    Object.values(SETTINGS).flatMap(({ env, secret }) => (secret ? [env, `${env}${FILE_SUFFIX}`] : [env])),
  );
  return Object.keys(environment)
    .filter((name) => name.startsWith("TOCSIN_") && !known.has(name) && !INJECTED.test(name))
    .map((name) => `${name}: there is no such setting (see docs/reference/settings.md)`);
}
