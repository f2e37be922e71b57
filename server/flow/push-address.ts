import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { findSource } from "../sources/registry.ts";
import type { Source } from "../sources/source.ts";

/** Where a push is addressed to: its source by the path, its integration by the key. */
export type PushAddress = {
  source: Source;
  method: string;
  integrationKey: string;
  /** The query without the key: the last value of each name. */
  query: Record<string, string>;
};

const PUSH_PATH = "/event/push/alert/";
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

/** Reads path, method and query. Refuses what is no push URL of a source. */
export function readAddress(request: IncomingMessage): PushAddress {
  const url = request.url ?? "";
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const word = path.startsWith(PUSH_PATH) ? path.slice(PUSH_PATH.length) : "";
  const source = findSource(word);
  if (!source) {
    throw new Refusal("RouteNotFound", say("no_such_source", { name: withoutKeys(word).slice(0, 60) }));
  }
  const method = request.method ?? "";
  if (!source.methods.some((known) => known === method)) throw new WrongMethod(source, method);
  const query = mark === -1 ? {} : readQuery(url.slice(mark + 1));
  const { [KEY]: integrationKey, ...rest } = query;
  if (!integrationKey) throw new Refusal("InvalidParameter", say("key_missing"));
  return { source, method, integrationKey, query: rest };
}

/** A key that slipped out of the query into the path must not reach answers and logs (P11): what looks like one is left out. */
function withoutKeys(text: string): string {
  return text.replace(/[0-9a-f]{12,}/gi, "…");
}

function readQuery(search: string): Record<string, string> {
  // Nearly every push has its key and nothing else, in plain characters.
  if (search.startsWith(`${KEY}=`) && /^[\w=]+$/.test(search)) return { [KEY]: search.slice(KEY.length + 1) };
  return Object.fromEntries([...new URLSearchParams(search)].filter(([name]) => name !== "__proto__"));
}

/** Names that say nothing about the event, or are secrets. */
const NOT_KEPT = new Set(
  "host connection content-length transfer-encoding accept accept-encoding authorization proxy-authorization cookie".split(
    " ",
  ),
);

/** The headers the journal keeps: what a source may look at, without credentials. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string" && !NOT_KEPT.has(name)) kept[name] = value;
  }
  return kept;
}
