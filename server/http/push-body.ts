import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { LIMITS } from "../../contract/limits.ts";
import { Refusal } from "../base/errors.ts";

/** The sender went away before its body was complete: there is nobody to answer. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

const INFLATERS = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress };

/** Reads the body, inflated, up to the limit. Refuses what is larger before reading on, bombs included. */
export async function readPushBody(request: IncomingMessage): Promise<Buffer> {
  // The key may have been looked up meanwhile: a sender that left in that time is heard of no more.
  if (request.destroyed) throw new HungUp();
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > LIMITS.bodyBytesMax) throw tooLarge(`${declared} bytes`);
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return collect(request, request);
  if (!isInflatable(encoding)) {
    throw new Refusal(
      "InvalidContentType",
      `Content-Encoding: expected gzip, deflate, br or none, got ${encoding.slice(0, 40)}`,
    );
  }
  const inflater = INFLATERS[encoding]();
  request.pipe(inflater);
  return collect(request, inflater);
}

function isInflatable(encoding: string): encoding is keyof typeof INFLATERS {
  return Object.hasOwn(INFLATERS, encoding);
}

function collect(request: IncomingMessage, body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (error: Error) => {
      body.removeAllListeners("data");
      if (body !== request) {
        request.unpipe();
        body.destroy();
      }
      reject(error);
    };
    body.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > LIMITS.bodyBytesMax) fail(tooLarge(`more than ${LIMITS.bodyBytesMax} bytes`));
      else chunks.push(chunk);
    });
    body.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes)));
    body.on("error", (error) => {
      if (body === request) reject(new HungUp());
      else fail(new Refusal("BadRequest", `the body is not what its Content-Encoding says: ${error.message}`));
    });
    // A request that breaks off says so itself; an inflater behind it would wait for ever.
    if (body !== request) request.on("error", () => fail(new HungUp()));
  });
}

function tooLarge(got: string): Refusal {
  return new Refusal(
    "EntityTooLarge",
    `the body may have at most ${LIMITS.bodyBytesMax} bytes after inflating, got ${got}`,
  );
}
