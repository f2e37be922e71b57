import { SetupError } from "../../server/base/errors.ts";

/** The URL a simulator pushes to, and how it may be shown: its key is a secret (P11). */
export type PushUrl = {
  url: URL;
  /** The URL with its key cut to the first characters. */
  shown: string;
  /** Where the hub's API is: the URL up to the push path. */
  apiUrl: string;
  /** Takes the key out of any text. */
  mask(text: string): string;
};

const KEY = "integration_key";
const KEY_SHOWN = 4;

/** Reads `--url` as the push URL of a source, or throws what is wrong with it, without repeating its key. */
export function readPushUrl(text: string, source: string): PushUrl {
  const path = `/event/push/alert/${source}`;
  const wrong = (because: string) =>
    new SetupError(
      `--url ${because}: expected the push URL of an ${source} integration, http://host:port${path}?${KEY}=…`,
    );
  if (!URL.canParse(text)) throw wrong(text === "" ? "is empty" : "is not a URL");
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw wrong(`has the protocol ${url.protocol}//`);
  if (!url.pathname.endsWith(path)) {
    const other = /\/event\/push\/alert\/([\w.-]+)$/.exec(url.pathname)?.[1];
    throw wrong(other ? `is a push URL for ${other}` : `has the path ${url.pathname}`);
  }
  const key = url.searchParams.get(KEY);
  if (!key) throw wrong(`has no ${KEY}`);
  return {
    url,
    shown: showUrl(url, key),
    apiUrl: url.origin + url.pathname.slice(0, -path.length),
    mask: (said) => said.replaceAll(key, maskKey(key)),
  };
}

function showUrl(url: URL, key: string): string {
  const others = [...url.searchParams].filter(([name]) => name !== KEY).map(([name, value]) => `${name}=${value}`);
  return `${url.origin}${url.pathname}?${[`${KEY}=${maskKey(key)}`, ...others].join("&")}`;
}

/** The first characters, but never more than half of the key. */
function maskKey(key: string): string {
  return `${key.slice(0, Math.min(KEY_SHOWN, Math.floor(key.length / 2)))}…`;
}
