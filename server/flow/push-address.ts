import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import type { OwnPath } from "../sources/own-paths.ts";
import { findOwnPath, findSource } from "../sources/registry.ts";
import type { KeyPlace, Source } from "../sources/source.ts";

/** Where a push is addressed to: its source by the path, its integration by the key. */
export type PushAddress = {
  source: Source;
  method: string;
  /** Null when it can only be in the body. */
  integrationKey: string | null;
  /** The query without the key: the last value of each name. */
  query: Readonly<Record<string, string>>;
};

const PUSH_PREFIX = "/event/push/";
const PUSH_PATH = `${PUSH_PREFIX}alert/`;
const KEY = "integration_key";

/** The source exists, but takes other methods: the answer's `Allow` says which. */
export class WrongMethod extends Refusal {
  readonly allow: string;

  constructor(source: Source, method: string) {
    const allow = source.methods.join(", ");
    super("MethodNotAllowed", say("source_takes", { source: source.id, methods: allow, method }));
    this.allow = allow;
  }
}

/** Whether a request is for `accept`: a push path, whether or not there is such a source, or the own path of one. */
export function isPush(url: string): boolean {
  return url.startsWith(PUSH_PREFIX) || findOwnPath(pathOf(url)) !== null;
}

/** Reads path, method, query and headers, as far as the key may stand in them. Refuses what is no push URL of a source. */
export function readAddress(request: IncomingMessage): PushAddress {
  const url = request.url ?? "";
  const path = pathOf(url);
  const { source, integrationKey: inPath } = findPath(path);
  const method = request.method ?? "";
  if (!source.methods.some((known) => known === method)) throw new WrongMethod(source, method);
  const { inQuery, query } = readQuery(path === url ? "" : url.slice(path.length + 1));
  const integrationKey = findKey(source, { inPath, inQuery, headers: request.headers });
  if (integrationKey === null && !source.keyIn.includes("body"))
    throw new Refusal("InvalidParameter", say("key_missing"));
  return { source, method, integrationKey, query };
}

function pathOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? url : url.slice(0, mark);
}

function findPath(path: string): OwnPath {
  if (!path.startsWith(PUSH_PREFIX)) {
    const own = findOwnPath(path);
    if (own) return own;
  }
  const word = path.startsWith(PUSH_PATH) ? path.slice(PUSH_PATH.length) : "";
  const source = findSource(word);
  if (source) return { source, integrationKey: null };
  throw new Refusal("RouteNotFound", say("no_such_source", { name: withoutKeys(word).slice(0, 60) }));
}

type SeenKeys = { inPath: string | null; inQuery: string | undefined; headers: IncomingHttpHeaders };

/** The first key in the order of `keyIn`; null when there is none but perhaps in the body. */
function findKey(source: Source, { inPath, inQuery, headers }: SeenKeys): string | null {
  for (const place of source.keyIn) {
    const found = place === "query" ? inQuery : place === "path" ? inPath : findHeaderKey(place, headers);
    if (found) return found;
  }
  return null;
}

function findHeaderKey(place: KeyPlace, headers: IncomingHttpHeaders): string | null {
  if (typeof place === "string") return null;
  const value = headers[place.header];
  if (typeof value !== "string") return null;
  if (place.scheme === undefined) return value.trim();
  const [scheme = "", ...rest] = value.trim().split(/ +/);
  return scheme.toLowerCase() === place.scheme.toLowerCase() ? rest.join(" ") : null;
}

/** A key that slipped out of the query into the path must not reach answers and logs (P11): what looks like one is left out. */
function withoutKeys(text: string): string {
  return text.replace(/[0-9a-f]{12,}/gi, "…");
}

/** The key as it stands in the query, and the query without it. */
type ReadQuery = { inQuery: string | undefined; query: Readonly<Record<string, string>> };

const NO_QUERY = Object.freeze<Record<string, string>>({});
const ONLY_KEY = new RegExp(`^${KEY}=[\\w=]*$`);

function readQuery(search: string): ReadQuery {
  if (search === "") return { inQuery: undefined, query: NO_QUERY };
  // Nearly every push has its key and nothing else, in plain characters.
  if (ONLY_KEY.test(search)) return { inQuery: search.slice(KEY.length + 1), query: NO_QUERY };
  const named = [...new URLSearchParams(search)].filter(([name]) => name !== "__proto__");
  const { [KEY]: inQuery, ...query } = Object.fromEntries(named);
  return { inQuery, query };
}

/** Names that say nothing about the event, or are secrets. */
const NOT_KEPT = new Set(
  "host connection content-length transfer-encoding accept accept-encoding authorization proxy-authorization cookie".split(
    " ",
  ),
);

/** The headers the journal keeps: what a source may look at, without credentials and without what the sources name as proof or key. */
export function keptHeaders(headers: IncomingHttpHeaders, ...sources: readonly Source[]): Record<string, string> {
  const secret = sources.flatMap(secretHeaders);
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string" && !NOT_KEPT.has(name) && !secret.includes(name)) kept[name] = value;
  }
  return kept;
}

/** The same with what proves where the push comes from: for that proof alone. */
export function provingHeaders(
  kept: Readonly<Record<string, string>>,
  headers: IncomingHttpHeaders,
  { signature }: Source,
): Readonly<Record<string, string>> {
  if (!signature) return kept;
  const proving: Record<string, string> = { ...kept };
  for (const name of signature.headers) {
    const value = headers[name];
    if (typeof value === "string") proving[name] = value;
  }
  return proving;
}

const NONE: readonly string[] = [];
const SECRET_HEADERS = new WeakMap<Source, readonly string[]>();

function secretHeaders(source: Source): readonly string[] {
  const known = SECRET_HEADERS.get(source);
  if (known) return known;
  const keys = source.keyIn.flatMap((place) => (typeof place === "string" ? [] : [place.header]));
  const names = [...keys, ...(source.signature?.headers ?? NONE)];
  SECRET_HEADERS.set(source, names);
  return names;
}
