import { createHmac } from "node:crypto";
import type { Issue } from "../../../contract/issue.ts";
import { say } from "../../../contract/saying.ts";
import { defineSource } from "../../../server/sources/shared/define-source.ts";
import { readStandardBody } from "../../../server/sources/shared/standard-body.ts";
import { STANDARD_SEVERITIES } from "../../../server/sources/shared/standard-source.ts";
import type { PushRequest, SourceSettings } from "../../../server/sources/source.ts";

const HEADER = "x-hook-signature";

/** A sender that signs each body with a secret, once one is set. */
export const throwAwaySigned = defineSource({
  id: "throw-away-signed",
  title: { en: "Throw-away signed", zh: "Throw-away signed" },
  category: "generic",
  vendorDocs: "https://example.com/signatures",
  signature: { headers: [HEADER], verify },
  settings: [
    {
      ...{ kind: "secret", name: "secret", lengthMax: 100 },
      title: { en: "Secret", zh: "密钥" },
      hint: { en: "Empty: not checked", zh: "留空则不检查" },
    },
  ],
  severityTable: STANDARD_SEVERITIES,
  defaultSeverity: "Warning",
  sendsRecoveries: true,
  givesTimes: false,
  read: (request) => readStandardBody(request, { defaultSeverity: "Warning" }),
  sample: (event_status) => ({ headers: {}, body: JSON.stringify({ title: "[Test]", event_status, alert_key: "t" }) }),
});

function verify({ headers, body }: PushRequest, { secret }: SourceSettings): Issue | null {
  if (typeof secret !== "string" || secret === "") return null;
  if (body.includes("throw")) throw new Error("the check itself fails");
  const right = createHmac("sha256", secret).update(body).digest("hex");
  if (headers[HEADER] === right) return null;
  return { at: HEADER, expected: say("signature_of_secret"), got: say("wrong_signature") };
}
