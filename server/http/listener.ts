import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Socket, Server as TcpServer } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { say } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { pause } from "../base/pause.ts";
import { createRequestId } from "../base/request-id.ts";
import { type ApiDeps, mountApi } from "./api.ts";
import { mountConsole } from "./console.ts";
import type { ConsoleFiles } from "./console-files.ts";
import { answerHeaders, failureBody } from "./envelope.ts";
import { type HealthDeps, mountHealth } from "./health.ts";
import type { LiveStreams } from "./live-stream.ts";

/** What the listener hands requests to. */
export type ListenerDeps = ApiDeps & {
  /** Whether a request is a push, by its path and query. */
  isPush(url: string): boolean;
  /** Gets every push ahead of the framework, which would cost half of it. */
  onPush(request: IncomingMessage, response: ServerResponse): void;
  health: HealthDeps;
  /** Null where only the API is of interest, as in benches. */
  live: LiveStreams | null;
  /** Null where the console was not built. */
  console: ConsoleFiles | null;
  timeouts?: RequestTimeouts;
};

/** How long a sender may take, and how often Node looks whether one took longer. */
export type RequestTimeouts = { headersMs: number; requestMs: number; checkEveryMs: number };

/** The hub's one port. */
export type Listener = {
  /** Resolves once connections are taken; port 0 picks a free one. */
  listen(host: string, port: number): Promise<{ port: number }>;
  /** Stops taking connections, answers what is under way or on its way, and cuts off what has not ended after `graceMs`. */
  close(graceMs?: number): Promise<void>;
};

const API_BODY_BYTES_MAX = 10 * 1024 * 1024;
/** Longer than the idle time of common load balancers, so that they and not we end a connection. */
const KEEP_ALIVE_MS = 75_000;
const TIMEOUTS: RequestTimeouts = { headersMs: 20_000, requestMs: 60_000, checkEveryMs: 5_000 };
const HEADER_BYTES_MAX = 16 * 1024;
const CLOSE_GRACE_MS = 10_000;
const CLOSE_SWEEP_MS = 50;
/** Time for requests that were on their way, on connections that looked idle, to arrive and be answered. */
const CLOSE_LINGER_MS = 1_000;

/** Builds the port: pushes, API, health, console. */
export function createListener(deps: ListenerDeps): Listener {
  let isClosing = false;
  const timeouts = deps.timeouts ?? TIMEOUTS;
  const app = Fastify({
    logger: false,
    bodyLimit: API_BODY_BYTES_MAX,
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket, timeouts, deps.clock.now()),
    frameworkErrors: (_error, _request, reply) => {
      const requestId = createRequestId(deps.clock.now());
      const body = failureBody(requestId, new Refusal("BadRequest", say("not_a_path")));
      reply.hijack();
      reply.raw.writeHead(400, answerHeaders(requestId, Buffer.byteLength(body))).end(body);
    },
    serverFactory: (toFramework) =>
      createHttpServer(timeouts, (request, response) => {
        if (isClosing) response.setHeader("connection", "close");
        if (deps.isPush(request.url ?? "")) deps.onPush(request, response);
        else toFramework(request, response);
      }),
  });
  takeAnyBody(app);
  mountHealth(app, deps.health);
  mountApi(app, deps);
  deps.live?.mount(app);
  if (deps.console) mountConsole(app, deps.console);

  return {
    listen: async (host, port) => {
      await app.listen({ host, port });
      const address = app.server.address();
      return { port: typeof address === "object" && address ? address.port : port };
    },
    close: async (graceMs = CLOSE_GRACE_MS) => {
      isClosing = true;
      deps.live?.close();
      await lingerClosed(app.server, Math.min(CLOSE_LINGER_MS, graceMs / 4));
      // A connection whose request was under way becomes idle later than Node looks.
      const sweep = setInterval(() => app.server.closeIdleConnections(), CLOSE_SWEEP_MS);
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

/**
 * Stops listening and waits until all connections have ended, at most `lingerMs`. Node's own way ends idle connections at once,
 * and with them every request that its sender has just written: under load one of nearly every sender.
 */
async function lingerClosed(server: Server, lingerMs: number): Promise<void> {
  const lingering = new AbortController();
  const closed = new Promise<void>((resolve) => TcpServer.prototype.close.call(server, () => resolve()));
  await Promise.race([closed, pause(lingerMs, lingering.signal)]);
  lingering.abort();
}

function createHttpServer(
  { headersMs, requestMs, checkEveryMs }: RequestTimeouts,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkEveryMs,
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    handle,
  );
  server.maxRequestsPerSocket = 0;
  return server;
}

/** Bodies come as bytes, whatever they call themselves: what is refused is refused in our words. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

/** Bytes that are no HTTP request, or take too long to become one. */
function refuseBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Socket,
  timeouts: RequestTimeouts,
  nowMs: number,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason } = describeBroken(error, timeouts);
  const requestId = createRequestId(nowMs);
  const body = failureBody(requestId, { code: "BadRequest", message: reason });
  const headers = { ...answerHeaders(requestId, Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, "", body].join("\r\n"));
}

function describeBroken(
  { code, message }: NodeJS.ErrnoException,
  { headersMs, requestMs }: RequestTimeouts,
): { status: string; reason: string } {
  if (code === "HPE_HEADER_OVERFLOW") {
    const reason = `expected headers of at most ${HEADER_BYTES_MAX} bytes, got longer ones`;
    return { status: "431 Request Header Fields Too Large", reason };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    const expected = `expected the headers within ${headersMs / 1000} s and the whole request within ${requestMs / 1000} s`;
    return { status: "408 Request Timeout", reason: `${expected}, got less` };
  }
  return { status: "400 Bad Request", reason: `expected an HTTP/1.1 request, got something else (${message})` };
}
