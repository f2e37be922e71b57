import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CONSOLE_ROUTES, STYLE_NONCE } from "../../contract/console-routes.ts";
import type { ConsoleFiles } from "./console-files.ts";

const NONCE_BYTES = 16;
const YEAR_SECONDS = 31_536_000;

/**
 * Mounts the console's pages and files. A page is answered only to who asks for HTML: to anyone else its address is no operation, as
 * every unknown address.
 */
export function mountConsole(app: FastifyInstance, { page, assets }: ConsoleFiles): void {
  for (const url of CONSOLE_ROUTES) {
    app.get(url, { exposeHeadRoute: false }, (request, reply) => {
      if (!asksForHtml(request.headers.accept)) return reply.callNotFound();
      const nonce = randomBytes(NONCE_BYTES).toString("base64");
      return reply.headers(pageHeaders(nonce)).send(page.replaceAll(STYLE_NONCE, nonce));
    });
  }
  for (const [name, asset] of assets) {
    app.get(`/assets/${name}`, { exposeHeadRoute: false }, (request, reply) => {
      reply.headers({
        "content-type": asset.contentType,
        "cache-control": `public, max-age=${YEAR_SECONDS}, immutable`,
        vary: "accept-encoding",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
      });
      return takesGzip(request) ? sendGzipped(reply, asset.gzipped()) : reply.send(asset.bytes);
    });
  }
}

function asksForHtml(accept: string | undefined): boolean {
  return accept?.toLowerCase().includes("text/html") ?? false;
}

function takesGzip(request: FastifyRequest): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(request.headers["accept-encoding"] ?? ""));
}

function sendGzipped(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.header("content-encoding", "gzip").send(bytes);
}

/**
 * Scripts come from our own files only. Styles too, and from elements with this answer's nonce: the component library writes its
 * theme's variables into such an element, and a nonce lets that one in where 'unsafe-inline' would let in any.
 */
function pageHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    vary: "accept",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
  };
}
