import { INPUT_LIMITS } from "../../contract/limits.ts";
import type { DeliveryDetail } from "../deliveries/delivery-facts.tsx";
import { indentJson } from "../deliveries/indent-json.ts";

/** The body of a push to be tried, or why it cannot be. */
export type TrialBody = { is: "Usable"; text: string } | { is: "None" | "Gone" | "Binary" | "Cut" | "TooLong" };

/** Pure. What of a push can be tried, whole or not at all: half of a body would read as one that the hub refuses. */
export function chooseTrialBody(request: DeliveryDetail["request"]): TrialBody {
  if (!request) return { is: "Gone" };
  const { body, encoding, is_truncated: isCut } = request;
  if (encoding === "base64") return { is: "Binary" };
  if (isCut) return { is: "Cut" };
  if (body.length > INPUT_LIMITS.trialBodyLengthMax) return { is: "TooLong" };
  const indented = indentJson(body) ?? body;
  return { is: "Usable", text: indented.length > INPUT_LIMITS.trialBodyLengthMax ? body : indented };
}
