import { SESSION_COOKIE, SESSION_HOURS } from "../../contract/session.ts";

const SECRET = /^[0-9a-f]{64}$/;

/** What the session cookie of a `Cookie` header holds; null when there is none that could be ours. */
export function readSessionCookie(header: string | undefined): string | null {
  for (const pair of (header ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === SESSION_COOKIE && value !== undefined && SECRET.test(value)) return value;
  }
  return null;
}

/** The `Set-Cookie` that gives a browser its session. Scripts cannot read it, and other sites' pages never send it along. */
export function keepSessionCookie(secret: string, { isSecure }: { isSecure: boolean }): string {
  return cookie(secret, SESSION_HOURS.max * 3600) + (isSecure ? "; Secure" : "");
}

/** The `Set-Cookie` that takes it away. */
export function dropSessionCookie(): string {
  return cookie("", 0);
}

function cookie(value: string, maxAgeSeconds: number): string {
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict`;
}
