import { z } from "zod";
import { readAddressRanges } from "../base/address-ranges.ts";

/** One setting: its environment variable, its schema, and what it means for the person who sets it. */
type Setting<S extends z.ZodType> = {
  env: string;
  schema: S;
  /** What the schema takes, in the words of a person; never the value itself. */
  expected: string;
  about: string;
  /** What it is when nobody sets it, where the schema does not say. */
  otherwise: string;
  /** Never shown; it can stand in a file that `<env>_FILE` names. */
  secret: boolean;
};

type Words = { expected: string; about: string; otherwise?: string; secret?: boolean };

function setting<S extends z.ZodType>(env: string, schema: S, words: Words): Setting<S> {
  return { env, schema, otherwise: "", secret: false, ...words };
}

/** A count of something; 0 switches a limit off. */
function wholeNumber(env: string, range: { fallback: number; min: number; max: number }, about: string) {
  const { fallback, min, max } = range;
  // Number() would take "0x10", "1e3" and blanks too.
  const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max)).default(fallback);
  return setting(env, schema, { expected: `a whole number from ${min} to ${max}`, about });
}

/** The start of push URLs: a query, a fragment or a password in it would end up in all of them. */
function isPlainUrl(text: string): boolean {
  const { search, hash, username, password } = new URL(text);
  return !search && !hash && !username && !password && !/[?#]$/.test(text);
}

const plainUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(isPlainUrl)
  .transform((url) => url.replace(/\/+$/, ""));

const addressRanges = z.string().transform((text, context) => {
  const ranges = readAddressRanges(text);
  if (!ranges) context.addIssue("no address ranges");
  return ranges ?? [];
});

/** Every setting of the hub. The reference page, `tocsin config` and the messages about wrong values are made from this table. */
export const SETTINGS = {
  host: setting("TOCSIN_HOST", z.string().min(1).default("127.0.0.1"), {
    expected: "an address or a host name",
    about: "Address to listen on. `0.0.0.0` lets other machines in.",
  }),
  port: wholeNumber(
    "TOCSIN_PORT",
    { fallback: 8080, min: 0, max: 65_535 },
    "Port for pushes and the API. 0 takes a free one.",
  ),
  dataDir: setting("TOCSIN_DATA_DIR", z.string().min(1).optional(), {
    expected: "the path of a folder",
    about: "Folder of the embedded PostgreSQL. Not used with `DATABASE_URL`.",
    otherwise:
      "`data` in a checkout that is not below a private folder of root, `/var/lib/tocsin` for root, `~/.local/share/tocsin` for others",
  }),
  databaseUrl: setting(
    "DATABASE_URL",
    z
      .string()
      .regex(/^postgres(ql)?:\/\/./)
      .optional(),
    {
      expected: "postgres://user:password@host:port/database",
      about: "A PostgreSQL server (15 or newer) to use instead of the embedded one.",
      otherwise: "the embedded PostgreSQL",
      secret: true,
    },
  ),
  publicUrl: setting("TOCSIN_PUBLIC_URL", plainUrl.optional(), {
    expected: "an http or https URL without user, query and fragment, such as https://tocsin.example.com",
    about: "Where senders and people reach the hub from outside: the start of every push URL.",
    otherwise: "`http://<host>:<port>`, which only this machine may reach",
  }),
  trustedProxies: setting("TOCSIN_TRUSTED_PROXIES", addressRanges.optional(), {
    expected: "addresses or ranges such as 10.0.0.0/8, joined by commas",
    about:
      "Proxies whose `X-Forwarded-For` is believed, so that limits count a client by its own address. The hub sees only its proxy otherwise.",
    otherwise: "none: the address of the connection counts",
  }),
  ownerEmail: setting("TOCSIN_OWNER_EMAIL", z.email().optional(), {
    expected: "an e-mail address",
    about: "With `TOCSIN_OWNER_PASSWORD`: makes the owner on the first start. Without effect once there is one.",
  }),
  ownerPassword: setting("TOCSIN_OWNER_PASSWORD", z.string().min(8).max(200).optional(), {
    expected: "8 to 200 characters",
    about: "The owner's first password.",
    secret: true,
  }),
  pushRatePerSecond: wholeNumber(
    "TOCSIN_PUSH_RATE_PER_SECOND",
    { fallback: 100, min: 0, max: 1_000_000 },
    "Pushes a second one integration may send to this node; more are answered 429. 0 = no limit.",
  ),
  pushRatePerMinute: wholeNumber(
    "TOCSIN_PUSH_RATE_PER_MINUTE",
    { fallback: 1_000, min: 0, max: 60_000_000 },
    "Pushes within 60 seconds one integration may send to this node; more are answered 429. 0 = no limit.",
  ),
  apiRatePerSecond: wholeNumber(
    "TOCSIN_API_RATE_PER_SECOND",
    { fallback: 50, min: 0, max: 1_000_000 },
    "API calls a second for one app key on this node; more are answered 429. 0 = no limit.",
  ),
  apiRatePerMinute: wholeNumber(
    "TOCSIN_API_RATE_PER_MINUTE",
    { fallback: 1_000, min: 0, max: 60_000_000 },
    "API calls within 60 seconds for one app key on this node; more are answered 429. 0 = no limit.",
  ),
  logLevel: setting("TOCSIN_LOG_LEVEL", z.enum(["debug", "info", "warn", "error"]).default("info"), {
    expected: "debug, info, warn or error",
    about: "What is logged: this level and worse ones.",
  }),
  nodeName: setting("TOCSIN_NODE_NAME", z.string().min(1).max(100).optional(), {
    expected: "1 to 100 characters",
    about:
      "Name of this hub process among several on one database; the same after a restart, and no other's at the same time.",
    otherwise: "host name and port",
  }),
} as const;

/** The file variant of secrets: `NAME_FILE` holds the path of a file with the value. */
export const FILE_SUFFIX = "_FILE";
