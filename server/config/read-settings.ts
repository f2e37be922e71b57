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
  trustedProxies: SETTINGS.trustedProxies.schema,
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

/** Reads all settings from the environment. Throws one `SetupError` that names every wrong one and what it should be. */
export function readSettings(environment: Environment): Settings {
  const wrong = unknownSettings(environment);
  const raw: Record<string, string | undefined> = {};
  for (const [key, { env, secret }] of Object.entries(SETTINGS)) {
    raw[key] = secret ? readSecret(environment, env, wrong) : usable(environment, env);
  }
  const parsed = SCHEMA.safeParse(raw);
  const wrongKeys = new Set(parsed.error?.issues.map((issue) => issue.path[0]));
  for (const [key, { env, secret, expected }] of Object.entries(SETTINGS)) {
    if (wrongKeys.has(key)) wrong.push(`${env}: expected ${expected}${secret ? "" : `, got "${raw[key]}"`}`);
  }
  const { ownerEmail, ownerPassword } = SETTINGS;
  if (isSet(environment, ownerEmail.env) !== isSet(environment, ownerPassword.env)) {
    wrong.push(`${ownerEmail.env} and ${ownerPassword.env}: set both, or neither`);
  }
  if (wrong.length > 0 || !parsed.success) throw new SetupError(`these settings are wrong:\n  ${wrong.join("\n  ")}`);
  return parsed.data;
}

/** Beside a service called tocsin, or tocsin-something, Kubernetes and Docker set these; never meant as settings. */
const INJECTED_NAME = /^TOCSIN_((\w+_)?SERVICE_(HOST|PORT)|SERVICE_|PORT_|\w+_PORT_\d+_)/;
const INJECTED_VALUE = /^(tcp|udp|sctp):\/\//;

function isInjected(environment: Environment, name: string): boolean {
  return INJECTED_NAME.test(name) || INJECTED_VALUE.test(environment[name] ?? "");
}

/** The value of a variable; undefined when it is not set, set to nothing, or set by an orchestrator. */
function usable(environment: Environment, env: string): string | undefined {
  return environment[env] === "" || isInjected(environment, env) ? undefined : environment[env];
}

function isSet(environment: Environment, env: string): boolean {
  return usable(environment, env) !== undefined || usable(environment, `${env}${FILE_SUFFIX}`) !== undefined;
}

/** A secret from its variable or from the file that its file variant names. */
function readSecret(environment: Environment, env: string, wrong: string[]): string | undefined {
  const value = usable(environment, env);
  const file = usable(environment, `${env}${FILE_SUFFIX}`);
  if (file === undefined) return value;
  if (value !== undefined) wrong.push(`${env} and ${env}${FILE_SUFFIX}: set one of them`);
  try {
    // Editors and `echo` end a file with a line break that is not part of the secret.
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
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
    .filter((name) => name.startsWith("TOCSIN_") && !known.has(name) && !isInjected(environment, name))
    .map((name) => `${name}: there is no such setting (see docs/reference/settings.md)`);
}
