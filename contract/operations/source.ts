import { z } from "zod";
import { operation } from "../operation.ts";

/** A source as answers carry it. */
const sourceItem = z
  .object({
    plugin_type: z.string().describe("The source's id"),
    title: z.object({ en: z.string(), zh: z.string() }),
    category: z.enum(["cloud", "monitoring", "observability", "messaging", "generic"]),
    vendor_docs: z.string().describe("The vendor's own page on what it sends"),
    sends_recoveries: z.boolean(),
  })
  .meta({ id: "Source" });

/** Every kind of sender that an integration can be of. */
export const sourceList = operation({
  method: "POST",
  path: "/source/list",
  summary: "List the kinds of senders that integrations can be of",
  tag: "Integrations",
  permission: "Integrations/Read",
  input: z.object({}),
  output: z.object({ items: z.array(sourceItem) }),
});
