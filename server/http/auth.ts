import type { IncomingHttpHeaders } from "node:http";
import { say } from "../../contract/saying.ts";
import { CONSOLE_HEADER } from "../../contract/session.ts";
import { Refusal } from "../base/errors.ts";
import { findKeyHolder } from "../people/app-key-store.ts";
import type { Person } from "../people/person-store.ts";
import { findSessionHolder } from "../people/session-store.ts";
import type { Queryable } from "../storage/database.ts";
import { readSessionCookie } from "./session-cookie.ts";

/** What a call shows to say who makes it. */
export type Credential = { kind: "app key"; key: string } | { kind: "session"; secret: string };

/** Who calls. `keyId` is empty in a session, `sessionSecret` null with an app key. */
export type Caller = { person: Person; keyId: string; sessionSecret: string | null };

const KEY_LENGTH_MAX = 200;

/**
 * The app key of a request, from `?app_key=` or `Authorization: Bearer`, or else its session cookie; null when there is nothing
 * that could be one. A cookie comes with every request a browser makes, whoever made it ask: it needs the console's header too.
 */
export function readCredential(url: string, headers: IncomingHttpHeaders): Credential | null {
  const queryStart = url.indexOf("?");
  const inQuery = queryStart < 0 ? null : new URLSearchParams(url.slice(queryStart)).get("app_key");
  const key = inQuery || /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
  if (key) return key.length <= KEY_LENGTH_MAX ? { kind: "app key", key } : null;
  const secret = readSessionCookie(headers.cookie);
  if (secret === null) return null;
  if (headers[CONSOLE_HEADER] === "1") return { kind: "session", secret };
  throw new Refusal("AccessDenied", say("console_header"));
}

/** The caller behind a credential. Asked of the database each time, so that disabling a key takes effect at once (P10). */
export async function authenticate(db: Queryable, credential: Credential | null, nowMs: number): Promise<Caller> {
  const caller = credential && (await findCaller(db, credential, nowMs));
  if (!caller) throw new Refusal("Unauthorized", say("unauthorized"));
  return caller;
}

async function findCaller(db: Queryable, credential: Credential, nowMs: number): Promise<Caller | null> {
  if (credential.kind === "app key") {
    const holder = await findKeyHolder(db, credential.key, nowMs);
    return holder && { ...holder, sessionSecret: null };
  }
  const person = await findSessionHolder(db, credential.secret, nowMs);
  return person && { person, keyId: "", sessionSecret: credential.secret };
}

/**
 * Refuses what a page of another site makes a browser call without signing in: a form could sign somebody in as its author, who
 * would read what is then entered. Browsers say where a call comes from; other clients send no such header.
 */
export function refuseCrossSite(headers: IncomingHttpHeaders): void {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  throw new Refusal("AccessDenied", say("cross_site", { site: String(site) }));
}
