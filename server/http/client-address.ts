import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { type AddressCheck, createAddressCheck } from "../base/address-ranges.ts";

/** Where a request came from, seen past the proxies that are trusted. */
export type ClientAddress = (request: IncomingMessage) => string;

/** Believes `X-Forwarded-For` as far as it was written by proxies in these ranges; by nobody when there are none. */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const isTrusted = createAddressCheck(trustedProxies);
  return ({ socket, headers }) => {
    const forwarded = headers["x-forwarded-for"];
    return decideClientAddress(socket.remoteAddress ?? "", String(forwarded ?? ""), isTrusted);
  };
}

/**
 * Pure. Each proxy adds on the right whom it was called by, so from right to left what stands there is true as long as the one who wrote
 * it is trusted. The first that is not is the client; whatever it claims further left is its own invention.
 */
export function decideClientAddress(peer: string, forwardedFor: string, isTrusted: AddressCheck): string {
  let client = plainAddress(peer);
  const claims = forwardedFor.split(",");
  while (isTrusted(client) && claims.length > 0) {
    const claim = plainAddress(claims.pop() ?? "");
    if (isIP(claim) === 0) return client;
    client = claim;
  }
  return client;
}

/** Without a port, which some proxies add, and without the prefix that IPv4 addresses have on an IPv6 socket. */
function plainAddress(text: string): string {
  const trimmed = text.trim();
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const inside = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  return inside && isIP(inside) === 4 ? inside : bare;
}
