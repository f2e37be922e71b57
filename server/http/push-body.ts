import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { LIMITS } from "../../contract/limits.ts";
import { type Saying, say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";

/** The sender went away before its body was complete: there is nobody to answer. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

/** Bytes of bodies that are being received or wait for the disk, all pushes together: memory has an end. */
export type BodyBudget = {
  /** Opens the account of one push. */
  open(): BodyAccount;
};

/** What one push holds of the budget. */
export type BodyAccount = {
  /** Takes bytes, or throws the 503 of a hub that holds too much already. */
  take(bytes: number): void;
  /** Gives back all that was taken. */
  close(): void;
};

/** Creates the budget. A push that is alone always fits. */
export function createBodyBudget(bytesMax: number): BodyBudget {
  let heldBytes = 0;
  return {
    open: () => {
      let taken = 0;
      return {
        take: (bytes) => {
          if (heldBytes > taken && heldBytes + bytes > bytesMax) {
            throw new Refusal("ServiceUnavailable", say("large_pushes_full"), 2);
          }
          taken += bytes;
          heldBytes += bytes;
        },
        close: () => {
          heldBytes -= taken;
          taken = 0;
        },
      };
    },
  };
}

const INFLATERS = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress };

/**
 * Reads the body, inflated, up to the limit. Refuses what is larger before reading on, bombs included. Not `async`, which would
 * wrap the promise that each push waits for in another.
 */
export function readPushBody(
  request: IncomingMessage,
  account: BodyAccount,
  bytesMax: number = LIMITS.bodyBytesMax,
): Promise<Buffer> {
  // The key may have been looked up meanwhile: a sender that left in that time is heard of no more.
  if (request.destroyed) return Promise.reject(new HungUp());
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > bytesMax) return Promise.reject(tooLarge(bytesMax, say("bytes", { count: declared })));
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return collect(request, request, account, bytesMax);
  if (!isInflatable(encoding)) {
    const got = encoding.slice(0, 40);
    return Promise.reject(new Refusal("InvalidContentType", sayOf("Content-Encoding", "content_encoding", { got })));
  }
  const inflater = INFLATERS[encoding]();
  request.pipe(inflater);
  return collect(request, inflater, account, bytesMax);
}

function isInflatable(encoding: string): encoding is keyof typeof INFLATERS {
  return Object.hasOwn(INFLATERS, encoding);
}

function collect(request: IncomingMessage, body: Readable, account: BodyAccount, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (error: unknown) => {
      body.removeAllListeners("data");
      if (body !== request) {
        request.unpipe();
        body.destroy();
      }
      reject(error);
    };
    body.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax)
        return fail(tooLarge(bytesMax, say("more_than", { bound: say("bytes", { count: bytesMax }) })));
      try {
        account.take(chunk.length);
        chunks.push(chunk);
      } catch (refusal) {
        fail(refusal);
      }
    });
    body.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes)));
    body.on("error", (error) => {
      if (body === request) reject(new HungUp());
      else fail(new Refusal("BadRequest", say("not_inflatable", { error: error.message })));
    });
    // A request that breaks off says so itself; an inflater behind it would wait for ever.
    if (body !== request) request.on("error", () => fail(new HungUp()));
  });
}

function tooLarge(max: number, got: Saying): Refusal {
  return new Refusal("EntityTooLarge", say("push_too_large", { max, got }));
}
