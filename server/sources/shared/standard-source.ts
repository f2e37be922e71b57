import { EVENT_STATUSES } from "../../../contract/severity.ts";
import type { SeverityRow, Source } from "../source.ts";
import { defineSource } from "./define-source.ts";
import { readStandardBody, type StandardDialect } from "./standard-body.ts";

/** The four words of `event_status`. */
export const STANDARD_SEVERITIES: readonly SeverityRow[] = EVENT_STATUSES.map((word) => ({ word, severity: word }));

/** The facts of a source that posts standard events under a name of its own. */
export type StandardSender = Pick<Source, "id" | "title" | "category" | "vendorDocs" | "sample"> &
  Pick<StandardDialect, "defaultSeverity" | "isTest">;

/** A source that posts standard events: to its own path, or to that of `standard` with its own key (U1). */
export function createStandardSender({ isTest, ...facts }: StandardSender): Source {
  const dialect: StandardDialect = { defaultSeverity: facts.defaultSeverity, ...(isTest && { isTest }) };
  return defineSource({
    ...facts,
    alsoAt: "standard",
    severityTable: STANDARD_SEVERITIES,
    sendsRecoveries: true,
    givesTimes: false,
    read: (request) => readStandardBody(request, dialect),
  });
}
