import { z } from "zod";
import { ERROR_CODES } from "../../contract/errors.ts";
import { liveEvent } from "../../contract/live.ts";
import { LIVE_BEAT_MS, LIVE_EVERY_MS, LIVE_PATH } from "../../contract/live-stream.ts";
import type { Operation } from "../../contract/operation.ts";
import { reference } from "../../contract/refs.ts";
import { said } from "../../contract/saying.ts";
import { CONSOLE_HEADER, SESSION_COOKIE } from "../../contract/session.ts";

type Json = { [key: string]: unknown };

/** The OpenAPI 3.1 document of these operations; the same operations give the same document. */
export function buildOpenApi(operations: readonly Operation[]): Json {
  const components: Json = {};
  const paths = Object.fromEntries(operations.map((operation) => [operation.path, pathItem(operation, components)]));
  paths[LIVE_PATH] = livePath(components);
  return {
    openapi: "3.1.0",
    info: {
      title: "Tocsin",
      version: "1",
      description:
        "The API of the hub. Every answer is an envelope: `data` on success, `error` on failure, `request_id` always.",
    },
    servers: [{ url: "/" }],
    security: [{ appKey: [] }, { bearer: [] }, { session: [], console: [] }],
    paths,
    components: {
      securitySchemes: {
        appKey: { type: "apiKey", in: "query", name: "app_key" },
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE },
        console: { type: "apiKey", in: "header", name: CONSOLE_HEADER, description: "1, with every call in a session" },
      },
      responses: failureResponses(),
      schemas: { Failure: failureSchema(components), ...sortKeys(components) },
    },
  };
}

/** The document as the file in the repository has it. */
export function renderOpenApi(operations: readonly Operation[]): string {
  return `${JSON.stringify(buildOpenApi(operations), null, 2)}\n`;
}

function pathItem(operation: Operation, components: Json): Json {
  const { path, method, summary, tag, permission, input, output } = operation;
  const data = schemaOf(output, "output", components);
  const envelope = {
    type: "object",
    required: ["request_id", "data"],
    properties: { request_id: { type: "string" }, data },
  };
  return {
    [method.toLowerCase()]: {
      operationId: path.slice(1).replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase()),
      summary,
      tags: [tag],
      "x-permission": permission,
      ...(permission === "anyone" && { security: [] }),
      requestBody: { content: { "application/json": { schema: schemaOf(input, "input", components) } } },
      responses: {
        "200": { description: "Done", content: { "application/json": { schema: envelope } } },
        ...Object.fromEntries(FAILURES.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
      },
    },
  };
}

/** The stream of server-sent events: `event` is the name, `data` the JSON, `id` where to go on from with `Last-Event-ID`. */
function livePath(components: Json): Json {
  const header = { name: "Last-Event-ID", in: "header", schema: { type: "string" } };
  const schema = {
    ...schemaOf(liveEvent, "output", components),
    description: "`name` stands in the `event` of an event, `data` as JSON in its `data`",
  };
  return {
    get: {
      operationId: "live",
      summary: "What changes, as it changes: server-sent events, of which only those the caller may see",
      description: `At most one batch of events in ${LIVE_EVERY_MS} ms; a comment every ${LIVE_BEAT_MS / 1000} s says that the stream lives.`,
      tags: ["Live"],
      "x-permission": "authenticated",
      parameters: [{ ...header, description: "The id of the last event that was read: the stream goes on after it" }],
      responses: {
        "200": { description: "A stream without end", content: { "text/event-stream": { schema } } },
        ...Object.fromEntries(LIVE_FAILURES.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
      },
    },
  };
}

/** What `GET /live` can be refused with. */
const LIVE_FAILURES = ["401", "403", "429", "500", "503"];

/** A zod schema as JSON Schema; the named ones inside it move to the components. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $schema: _, $defs, ...own } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = relocated(definition);
  const relocatedOwn = relocated(own);
  const { id } = own;
  if (typeof id !== "string") return relocatedOwn;
  components[id] = relocatedOwn;
  return { $ref: `#/components/schemas/${id}` };
}

/** References from where zod puts named schemas to where OpenAPI keeps them. */
function relocated(value: unknown): Json {
  const text = JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/');
  const copy: Json = JSON.parse(text);
  delete copy.id;
  return copy;
}

const FAILURES = [...new Set(Object.values(ERROR_CODES).map(({ status }) => String(status)))].sort();

function failureResponses(): Json {
  const codesOf = (status: string) =>
    Object.entries(ERROR_CODES).flatMap(([code, entry]) => (String(entry.status) === status ? [code] : []));
  const schema = { $ref: "#/components/schemas/Failure" };
  return Object.fromEntries(
    FAILURES.map((status) => [
      status,
      { description: codesOf(status).join(", "), content: { "application/json": { schema } } },
    ]),
  );
}

function failureSchema(components: Json): Json {
  const error = {
    type: "object",
    required: ["code", "message"],
    properties: {
      code: { enum: Object.keys(ERROR_CODES) },
      message: { type: "string" },
      said: schemaOf(said, "output", components),
    },
  };
  const refs = schemaOf(z.array(reference), "output", components);
  const data = { type: "object", description: "With ReferenceExist: what stands in the way", properties: { refs } };
  const properties = { request_id: { type: "string" }, data, error };
  return { type: "object", required: ["request_id", "error"], properties };
}

function sortKeys(value: Json): Json {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
