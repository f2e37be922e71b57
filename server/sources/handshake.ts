import { type Saying, say } from "../../contract/saying.ts";
import type { Handshake, OwnAnswer, Source, SourceReading } from "./source.ts";

type Asked = Extract<SourceReading, { outcome: "handshake" }>;
type Settled =
  | { outcome: "ignored"; because: Saying; handshake: Handshake; answer?: OwnAnswer }
  | Extract<SourceReading, { outcome: "rejected" }>;

/**
 * A handshake that may be confirmed, or the refusal of one that names a host which is not the vendor's. The hub does not call out yet:
 * the ledger says so, and whoever performs confirmations finds them in the reading of the push.
 */
export function settleHandshake(source: Source, { confirm, answer }: Asked): Settled {
  const host = findHost(source.handshakeHosts, confirm.url);
  if (host === null) {
    const issue = {
      at: "",
      expected: say("handshake_of_vendor", { source: source.id }),
      got: say("handshake_elsewhere"),
    };
    return { outcome: "rejected", kind: "shape", issues: [issue] };
  }
  return {
    outcome: "ignored",
    because: say("handshake_waits", { host }),
    handshake: confirm,
    ...(answer && { answer }),
  };
}

/** The host of an address that may be called: HTTPS, no port and no name to log in with, and a host from the list. */
function findHost(allowed: readonly RegExp[], text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password } = new URL(text);
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return null;
  return allowed.some((pattern) => pattern.test(hostname)) ? hostname : null;
}
