import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SetupError } from "../base/errors.ts";
import { readSettings } from "./read-settings.ts";
import { SETTINGS } from "./settings.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-settings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What the start says about these variables. */
function complaint(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  throw new Error("the settings were taken");
}

/** A usable value of every setting. */
const ALL = {
  host: "0.0.0.0",
  port: "9000",
  dataDir: "/srv/tocsin",
  databaseUrl: "postgres://tocsin:secret@db:5432/tocsin",
  publicUrl: "https://tocsin.example.com/hub//",
  trustedProxies: "10.0.0.0/8, ::1",
  ownerEmail: "owner@example.com",
  ownerPassword: " with blanks around ",
  pushRatePerSecond: "0",
  pushRatePerMinute: "60000000",
  apiRatePerSecond: "007",
  apiRatePerMinute: "1",
  logLevel: "warn",
  nodeName: "a",
} as const satisfies Record<keyof typeof SETTINGS, string>;

const envOf = (key: keyof typeof SETTINGS) => SETTINGS[key].env;

test("with nothing set there are the defaults", () => {
  expect(readSettings({ PATH: "/bin", HOME: "/root" })).toEqual({
    host: "127.0.0.1",
    port: 8080,
    pushRatePerSecond: 100,
    pushRatePerMinute: 1000,
    apiRatePerSecond: 50,
    apiRatePerMinute: 1000,
    logLevel: "info",
  });
});

test("every setting is read from its variable", () => {
  const environment = Object.fromEntries(Object.entries(SETTINGS).map(([key, { env }]) => [env, exampleOf(key)]));
  expect(readSettings(environment)).toEqual({
    ...ALL,
    port: 9000,
    publicUrl: "https://tocsin.example.com/hub",
    trustedProxies: ["10.0.0.0/8", "::1"],
    pushRatePerSecond: 0,
    pushRatePerMinute: 60_000_000,
    apiRatePerSecond: 7,
    apiRatePerMinute: 1,
  });
});

test("what is set to nothing is not set", () => {
  const environment = Object.fromEntries(Object.values(SETTINGS).map(({ env }) => [env, ""]));
  expect(readSettings({ ...environment, TOCSIN_OWNER_PASSWORD_FILE: "" })).toEqual(readSettings({}));
});

describe("a wrong value is named with what was expected and what came", () => {
  const port = "expected a whole number from 0 to 65535";
  const url = "expected an http or https URL without user, query and fragment";
  test.each([
    ["port", "eighty", `${port}, got "eighty"`],
    ["port", "80.5", `${port}, got "80.5"`],
    ["port", "-1", `${port}, got "-1"`],
    ["port", "65536", `${port}, got "65536"`],
    ["port", "0x50", `${port}, got "0x50"`],
    ["port", " ", `${port}, got " "`],
    ["pushRatePerSecond", "1000001", 'expected a whole number from 0 to 1000000, got "1000001"'],
    ["pushRatePerMinute", "many", "expected a whole number from 0 to 60000000"],
    ["apiRatePerSecond", "1e3", "expected a whole number from 0 to 1000000"],
    ["apiRatePerMinute", "+1", "expected a whole number from 0 to 60000000"],
    ["logLevel", "loud", 'expected debug, info, warn or error, got "loud"'],
    ["publicUrl", "tocsin.example.com", `${url}, such as https://tocsin.example.com, got "tocsin.example.com"`],
    ["publicUrl", "ftp://tocsin.example.com", url],
    ["publicUrl", "https://tocsin.example.com/?a=1", url],
    ["publicUrl", "https://tocsin.example.com/#top", url],
    ["publicUrl", "https://me@tocsin.example.com", url],
    [
      "trustedProxies",
      "10.0.0.0/8,proxy",
      'expected addresses or ranges such as 10.0.0.0/8, joined by commas, got "10',
    ],
    ["nodeName", "n".repeat(101), "expected 1 to 100 characters"],
  ] as const)("%s %j", (key, value, because) => {
    expect(complaint({ [envOf(key)]: value })).toContain(`${envOf(key)}: ${because}`);
  });

  test("an owner's address that is none", () => {
    const wrong = complaint({ TOCSIN_OWNER_EMAIL: "owner", TOCSIN_OWNER_PASSWORD: "long enough" });
    expect(wrong).toContain('TOCSIN_OWNER_EMAIL: expected an e-mail address, got "owner"');
  });

  test("all wrong ones at once, each on its line", () => {
    const wrong = complaint({ TOCSIN_PORT: "x", TOCSIN_LOG_LEVEL: "y", TOCSIN_PROT: "8080" });
    expect(wrong.split("\n")).toHaveLength(4);
  });
});

describe("P11: secrets are never repeated", () => {
  test.each([
    ["DATABASE_URL", "mysql://root:hunter2@db", "postgres://user:password@host:port/database"],
    ["TOCSIN_OWNER_PASSWORD", "hunter2", "8 to 200 characters"],
    ["TOCSIN_OWNER_PASSWORD", "hunter2".repeat(40), "8 to 200 characters"],
  ])("%s", (env, value, expected) => {
    const fromVariable = complaint({ TOCSIN_OWNER_EMAIL: "a@example.com", [env]: value });
    const fromFile = complaint({ TOCSIN_OWNER_EMAIL: "a@example.com", [`${env}_FILE`]: fileWith("secret", value) });
    for (const wrong of [fromVariable, fromFile]) {
      expect(wrong).toContain(`${env}: expected ${expected}`);
      expect(wrong).not.toContain("hunter2");
    }
  });
});

describe("variables that are no settings", () => {
  test.each(["TOCSIN_PROT", "TOCSIN_", "TOCSIN_HOST_FILE", "TOCSIN_PUSH_RATE"])("%s is refused", (name) => {
    const wrong = complaint({ [name]: "secret value" });
    expect(wrong).toContain(`${name}: there is no such setting (see docs/reference/settings.md)`);
    expect(wrong).not.toContain("secret value");
  });

  test.each([
    ["TOCSIN_PORT", "tcp://10.0.0.7:8080"],
    ["TOCSIN_SERVICE_HOST", "10.0.0.7"],
    ["TOCSIN_SERVICE_PORT", "8080"],
    ["TOCSIN_SERVICE_PORT_HTTP", "8080"],
    ["TOCSIN_PORT_8080_TCP", "tcp://10.0.0.7:8080"],
    ["TOCSIN_PORT_8080_TCP_ADDR", "10.0.0.7"],
    ["TOCSIN_POSTGRES_SERVICE_HOST", "10.0.0.8"],
    ["TOCSIN_POSTGRES_PORT", "tcp://10.0.0.8:5432"],
    ["TOCSIN_POSTGRES_PORT_5432_TCP_PROTO", "tcp"],
  ])("%s=%s comes from an orchestrator and is left alone", (name, value) => {
    expect(readSettings({ [name]: value })).toEqual(readSettings({}));
  });

  test("a port that somebody set counts beside injected ones", () => {
    const injected = { TOCSIN_SERVICE_PORT: "80", TOCSIN_PORT_80_TCP: "tcp://10.0.0.7:80" };
    expect(readSettings({ ...injected, TOCSIN_PORT: "9000" }).port).toBe(9000);
  });
});

describe("secrets from files", () => {
  test("one line break at the end is not part of the secret, everything else is", () => {
    const passwordFile = fileWith("password", " two\nlines \r\n");
    const urlFile = fileWith("url", "postgresql://db/tocsin\n");
    const environment = {
      TOCSIN_OWNER_EMAIL: "a@example.com",
      TOCSIN_OWNER_PASSWORD_FILE: passwordFile,
      DATABASE_URL_FILE: urlFile,
    };
    const settings = readSettings(environment);
    expect(settings.ownerPassword).toBe(" two\nlines ");
    expect(settings.databaseUrl).toBe("postgresql://db/tocsin");
  });

  test("a file that is not there is named", () => {
    const missing = join(folder, "missing");
    const wrong = complaint({ DATABASE_URL_FILE: missing });
    expect(wrong).toContain(`DATABASE_URL_FILE: cannot read ${missing} (ENOENT`);
  });

  test("an empty file is a wrong secret, not a missing one", () => {
    const environment = { TOCSIN_OWNER_EMAIL: "a@example.com", TOCSIN_OWNER_PASSWORD_FILE: fileWith("empty", "\n") };
    expect(complaint(environment).split("\n  ").slice(1)).toEqual([
      "TOCSIN_OWNER_PASSWORD: expected 8 to 200 characters",
    ]);
  });

  test("the secret and its file together are refused", () => {
    const environment = { DATABASE_URL: "postgres://db/a", DATABASE_URL_FILE: fileWith("both", "postgres://db/b") };
    expect(complaint(environment)).toContain("DATABASE_URL and DATABASE_URL_FILE: set one of them");
  });
});

describe("the owner's address and password", () => {
  const both = "TOCSIN_OWNER_EMAIL and TOCSIN_OWNER_PASSWORD: set both, or neither";
  test("one without the other is refused", () => {
    expect(complaint({ TOCSIN_OWNER_EMAIL: "a@example.com" })).toContain(both);
    expect(complaint({ TOCSIN_OWNER_PASSWORD: "long enough" })).toContain(both);
    expect(complaint({ TOCSIN_OWNER_PASSWORD_FILE: fileWith("alone", "long enough") })).toContain(both);
  });

  test("a password file that cannot be read still counts as set", () => {
    const environment = { TOCSIN_OWNER_EMAIL: "a@example.com", TOCSIN_OWNER_PASSWORD_FILE: join(folder, "missing") };
    expect(complaint(environment)).not.toContain(both);
  });
});

function exampleOf(key: string): string {
  const found = Object.entries(ALL).find(([name]) => name === key);
  if (!found) throw new Error(`the test has no value for ${key}`);
  return found[1];
}
