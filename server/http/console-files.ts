import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** One hashed file of the console; its name changes when its bytes do. */
export type ConsoleAsset = { contentType: string; bytes: Buffer; gzipped(): Buffer };

/** The built console: the page that every one of its addresses is answered with, and the files that page asks for. */
export type ConsoleFiles = { page: string; assets: ReadonlyMap<string, ConsoleAsset> };

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Reads the built console into memory, about a megabyte: no request ever names a file on disk. Null when it was not built. */
export function readConsoleFiles(folder: string): ConsoleFiles | null {
  const page = join(folder, "index.html");
  if (!existsSync(page)) return null;
  const assets = new Map<string, ConsoleAsset>();
  for (const name of readdirSync(join(folder, "assets"))) {
    const contentType = CONTENT_TYPES[extname(name)];
    if (contentType === undefined) throw new Error(`the console has a file of unknown kind: ${name}`);
    assets.set(name, createAsset(contentType, readFileSync(join(folder, "assets", name))));
  }
  return { page: readFileSync(page, "utf8"), assets };
}

/** Compressed when first asked for, so that starting does not wait for it. */
function createAsset(contentType: string, bytes: Buffer): ConsoleAsset {
  let compressed: Buffer | null = null;
  return {
    contentType,
    bytes,
    gzipped: () => {
      compressed ??= gzipSync(bytes, { level: 9 });
      return compressed;
    },
  };
}
