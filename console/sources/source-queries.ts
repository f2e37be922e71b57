import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { sourceList } from "../../contract/operations/source.ts";
import { call } from "../api/call.ts";

/** An alert source as the console shows it. */
export type SourceItem = z.output<typeof sourceList.output>["items"][number];

/** Every source an integration can be of. */
export const sources = queryOptions({
  queryKey: ["source", "list"],
  queryFn: ({ signal }) => call(sourceList, {}, signal),
});
