import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";

/** JSON, what calls itself so, and what clients send when nobody thought of the header. */
const JSON_TYPES = /^(application|text)\/([\w.-]+\+)?json$|^text\/plain$/;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The JSON of a request's body; an empty body is `{}`. Refuses what says it is something else. */
export function readJsonBody(
  contentType: string | undefined,
  contentEncoding: string | undefined,
  body: unknown,
): unknown {
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase();
  if (mediaType && !JSON_TYPES.test(mediaType)) {
    throw new Refusal("InvalidContentType", sayOf("Content-Type", "content_type", { got: mediaType.slice(0, 60) }));
  }
  if (contentEncoding && contentEncoding.toLowerCase() !== "identity") {
    throw new Refusal(
      "InvalidContentType",
      sayOf("Content-Encoding", "content_encoding_none", { got: contentEncoding.slice(0, 60) }),
    );
  }
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  const text = decode(body);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("BadRequest", say("not_json"));
  }
}

function decode(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new Refusal("BadRequest", say("not_utf8"));
  }
}
