import { z } from "zod";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { said } from "../saying.ts";
import { EVENT_STATUSES, SEVERITIES } from "../severity.ts";
import { bodyIssue, readEvent } from "./delivery.ts";

const inBothLanguages = z.object({ en: z.string(), zh: z.string() });

/** An alert source as the gallery shows it: everything that can be said of it without an integration. */
export const sourceItem = z
  .object({
    plugin_type: z.string(),
    title: inBothLanguages,
    category: z.enum(["cloud", "monitoring", "observability", "messaging", "generic"]),
    icon: z.string(),
    vendor_docs: z.string().describe("The vendor's own page on what it sends"),
    push_path: z.string().describe("Followed by `?integration_key=` and the key"),
    methods: z.array(z.string()),
    sends_recoveries: z.boolean(),
    gives_times: z.boolean().describe("Whether events carry the sender's own time, so that late ones are recognised"),
    default_severity: z
      .enum([...SEVERITIES, ""])
      .describe("When an event's own is missing or unknown; empty when such events are refused"),
    takes_mapping: z.boolean().describe("Whether `settings` may hold a `field_mapping` and a `value_mapping`"),
    severity_table: z.array(
      z.object({
        word: z.string(),
        word_zh: z.string().describe("What the vendor's Chinese console calls it; empty when it is the same"),
        severity: z.enum(EVENT_STATUSES),
      }),
    ),
    settings: z
      .array(
        z.object({
          name: z.string(),
          kind: z.enum(["choice", "text", "secret"]).describe("A secret is stars for who may not manage integrations"),
          title: inBothLanguages,
          choices: z
            .array(z.object({ value: z.string(), title: inBothLanguages, hint: inBothLanguages }))
            .describe("Of a choice; the first is what a setting left out means"),
          hint: inBothLanguages.describe("Of what is typed"),
          length_max: z.int().describe("Of what is typed; 0 for a choice"),
        }),
      )
      .describe("What `settings` of an integration may hold"),
    guide: inBothLanguages.describe("Markdown; `{{push_url}}` stands where the integration's own URL goes"),
  })
  .meta({ id: "Source" });

/** Lists every alert source with its guide. */
export const sourceList = operation({
  method: "POST",
  path: "/integration/source/list",
  summary: "The gallery: every alert source with its facts, severity table and guide",
  tag: "Integrations",
  permission: "Integrations/Read",
  input: z.object({}),
  output: z.object({ items: z.array(sourceItem) }),
});

/** Reads a body as a push with it would be read, and keeps nothing. */
export const sourcePreview = operation({
  method: "POST",
  path: "/integration/source/preview",
  summary: "What a source would read out of a body with these settings; nothing is kept",
  tag: "Integrations",
  permission: "Integrations/Manage",
  input: z.object({
    plugin_type: z.string().min(1).max(100).describe("The id of a source"),
    settings: z.record(z.string().max(200), z.unknown()).optional(),
    body: z.string().max(INPUT_LIMITS.trialBodyLengthMax),
  }),
  output: z.object({
    outcome: z.enum(["mapped", "ignored", "rejected"]),
    because: z.string().describe("Why it would be ignored; empty otherwise"),
    said: said.describe("Why it would be ignored or refused, as data"),
    issues: z.array(bodyIssue).describe("Why it would be refused"),
    events: z.array(readEvent),
    rejects: z
      .array(z.object({ index: z.int(), issues: z.array(bodyIssue), said }))
      .describe("Events that would be refused beside the others"),
  }),
});
