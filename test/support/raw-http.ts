import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Bytes to send over one connection, as they are. */
export type RawExchange = {
  port: number;
  /** Written one after the other, `gapMs` apart. */
  chunks: Iterable<string | Buffer>;
  gapMs?: number;
  /** Answers to wait for; when they are there the connection is closed. */
  answers?: number;
  /** Reads nothing before everything is written, as simple clients do. */
  writesFirst?: boolean;
  /** Closes the connection once everything is written, without waiting for answers. */
  hangUp?: boolean;
};

/** One HTTP answer as it stood on the wire. `body` is its JSON, or null when there was none. */
export type RawAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: { request_id: string; data?: unknown; error?: { code: string; message: string } } | null;
};

const DEADLINE_MS = 20_000;

/** Sends bytes no HTTP client would send, and reads the answers. */
export async function sendRaw(exchange: RawExchange): Promise<RawAnswer[]> {
  const { chunks, gapMs = 0, answers = 1, hangUp = false } = exchange;
  const socket = connect({ port: exchange.port, host: "127.0.0.1" });
  const received: Buffer[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.once("close", resolve);
    // A hub that refuses a request half-way may reset the connection; what it said before counts.
    socket.once("error", () => resolve());
    socket.on("data", (chunk) => {
      received.push(chunk);
      if (parseAnswers(Buffer.concat(received)).length >= answers) resolve();
    });
    socket.setTimeout(DEADLINE_MS, resolve);
  });
  if (exchange.writesFirst) socket.pause();
  const written = write(socket, chunks, gapMs).then(() => socket.resume());
  await (hangUp ? written : ended);
  socket.destroy();
  return parseAnswers(Buffer.concat(received));
}

async function write(socket: Socket, chunks: Iterable<string | Buffer>, gapMs: number): Promise<void> {
  for (const chunk of chunks) {
    if (socket.destroyed) return;
    await new Promise((resolve) => socket.write(chunk, resolve));
    if (gapMs > 0) await delay(gapMs);
  }
}

/** The complete answers at the start of what came; ours all have a Content-Length. */
function parseAnswers(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let at = 0; ; ) {
    const headEnd = bytes.indexOf("\r\n\r\n", at);
    if (headEnd === -1) return answers;
    const [statusLine = "", ...lines] = bytes.toString("latin1", at, headEnd).split("\r\n");
    const status = Number(statusLine.split(" ")[1]);
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const bodyStart = headEnd + 4;
    at = bodyStart + Number(headers["content-length"] ?? 0);
    if (at > bytes.length) return answers;
    if (status === 100) continue;
    answers.push({ status, headers, body: at > bodyStart ? JSON.parse(bytes.toString("utf8", bodyStart, at)) : null });
  }
}
