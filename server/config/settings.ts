import { z } from "zod";

/** One setting: its environment variable, its schema, and what it means for the person who sets it. */
type Setting<S extends z.ZodType> = { env: string; schema: S; about: string; secret: boolean };

function setting<S extends z.ZodType>(
  env: string,
  schema: S,
  about: string,
  options: { secret: boolean } = { secret: false },
) {
  return { env, schema, about, secret: options.secret } satisfies Setting<S>;
}

const count = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

/** Every setting of the hub. The reference page and `tocsin config` are written from this table. */
export const SETTINGS = {
  host: setting(
    "TOCSIN_HOST",
    z.string().min(1).default("127.0.0.1"),
    "Address to listen on. 0.0.0.0 lets other machines in.",
  ),
  port: setting("TOCSIN_PORT", count(8080, 0, 65_535), "Port for pushes, API and console. 0 takes a free one."),
  dataDir: setting(
    "TOCSIN_DATA_DIR",
    z.string().min(1).optional(),
    "Folder of the embedded PostgreSQL. Default: ./data in a checkout, /var/lib/tocsin for an installation by root.",
  ),
  databaseUrl: setting(
    "DATABASE_URL",
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "expected postgres://user:password@host:port/database")
      .optional(),
    "A PostgreSQL server (15 or newer) to use instead of the embedded one.",
    { secret: true },
  ),
  publicUrl: setting(
    "TOCSIN_PUBLIC_URL",
    z
      .url({ protocol: /^https?$/, error: "expected a URL such as https://tocsin.example.com" })
      .transform((url) => url.replace(/\/+$/, ""))
      .optional(),
    "Where senders and people reach the hub from outside: the start of every push URL. Default: http://host:port.",
  ),
  ownerEmail: setting(
    "TOCSIN_OWNER_EMAIL",
    z.email({ error: "expected an e-mail address" }).optional(),
    "With TOCSIN_OWNER_PASSWORD: makes the owner on the first start. Ignored once there is one.",
  ),
  ownerPassword: setting(
    "TOCSIN_OWNER_PASSWORD",
    z.string().min(8, "expected at least 8 characters").max(200).optional(),
    "The owner's first password. TOCSIN_OWNER_PASSWORD_FILE names a file that holds it instead.",
    { secret: true },
  ),
  pushRatePerSecond: setting(
    "TOCSIN_PUSH_RATE_PER_SECOND",
    count(100, 0, 1_000_000),
    "Pushes a second one integration may send to this node; more are answered 429. 0 = no limit.",
  ),
  pushRatePerMinute: setting(
    "TOCSIN_PUSH_RATE_PER_MINUTE",
    count(1_000, 0, 60_000_000),
    "Pushes within 60 seconds one integration may send to this node. 0 = no limit.",
  ),
  apiRatePerSecond: setting(
    "TOCSIN_API_RATE_PER_SECOND",
    count(50, 0, 1_000_000),
    "API calls a second for one app key. 0 = no limit.",
  ),
  apiRatePerMinute: setting(
    "TOCSIN_API_RATE_PER_MINUTE",
    count(1_000, 0, 60_000_000),
    "API calls within 60 seconds for one app key. 0 = no limit.",
  ),
  logLevel: setting("TOCSIN_LOG_LEVEL", z.enum(["debug", "info", "warn", "error"]).default("info"), "What is logged."),
  nodeName: setting(
    "TOCSIN_NODE_NAME",
    z.string().min(1).max(100).optional(),
    "Name of this hub process among several on one database; the same after a restart. Default: host name and port.",
  ),
} as const;

/** The file variant of secrets: `NAME_FILE` holds the path of a file with the value. */
export const FILE_SUFFIX = "_FILE";
