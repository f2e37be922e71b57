import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** What came back for one request. */
export type Answer =
  | { kind: "answered"; status: number; body: string }
  /** No answer: `timeout`, or the error's code, such as ECONNREFUSED. */
  | { kind: "failed"; because: string };

/** Posts bodies to one URL over connections that stay open. */
export type Poster = {
  /** Resolves with the answer, or with why there was none; never rejects. */
  post(body: string | Buffer): Promise<Answer>;
  /** Closes the connections. */
  stop(): void;
};

export type PosterOptions = {
  url: URL;
  headers: Readonly<Record<string, string>>;
  connections: number;
  timeoutMs: number;
};

/** More of an answer than anybody reads. */
const ANSWER_BYTES_MAX = 64 * 1024;

/** Creates a poster; nothing connects before the first post. */
export function createPoster({ url, headers, connections, timeoutMs }: PosterOptions): Poster {
  const isHttps = url.protocol === "https:";
  const agent = new (isHttps ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: connections });
  const open = (bytes: number): ClientRequest =>
    (isHttps ? httpsRequest : httpRequest)(url, {
      method: "POST",
      agent,
      headers: { ...headers, "content-length": bytes },
    });

  return {
    post: (body) =>
      new Promise((resolve) => {
        const request = open(Buffer.byteLength(body));
        const timer = setTimeout(() => {
          resolve({ kind: "failed", because: "timeout" });
          request.destroy();
        }, timeoutMs);
        const end = (answer: Answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        request.on("error", (error: NodeJS.ErrnoException) =>
          end({ kind: "failed", because: error.code ?? error.message }),
        );
        request.on("response", (response) => readAnswer(response, end));
        request.end(body);
      }),
    stop: () => agent.destroy(),
  };
}

function readAnswer(response: IncomingMessage, end: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    if (bytes < ANSWER_BYTES_MAX) chunks.push(chunk);
    bytes += chunk.length;
  });
  response.on("error", (error: NodeJS.ErrnoException) => end({ kind: "failed", because: error.code ?? error.message }));
  response.on("end", () =>
    end({ kind: "answered", status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
  );
}
