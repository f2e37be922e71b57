import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import { databaseTrouble } from "../storage/database-trouble.ts";

const RETRY_AFTER_SECONDS = 5;

/** What to answer for anything that was thrown, or null when it is a defect of ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return null;
  if (databaseTrouble(error) !== null) {
    return new Refusal("ServiceUnavailable", say("database_away"), RETRY_AFTER_SECONDS);
  }
  return refusalOfFramework(error);
}

/** Fastify refuses some requests before any handler sees them. */
function refusalOfFramework(error: Error): Refusal | null {
  switch (codeOf(error)) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Refusal("EntityTooLarge", say("body_too_large"));
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Refusal("InvalidContentType", sayOf("Content-Type", "content_type_json"));
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new Refusal("BadRequest", say("not_content_length"));
    case "FST_ERR_BAD_URL":
      return new Refusal("BadRequest", say("not_a_path"));
    case "ECONNRESET":
    case "ECONNABORTED":
      return new Refusal("BadRequest", say("body_ended_early"));
    default:
      return null;
  }
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
