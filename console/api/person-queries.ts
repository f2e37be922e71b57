import { queryOptions } from "@tanstack/react-query";
import { personInfos } from "../../contract/operations/person.ts";
import { call } from "./call.ts";

/** The names of persons by id, deleted ones too. */
export function personNames(personIds: readonly number[]) {
  const wanted = [...new Set(personIds)].filter((id) => id > 0).sort((a, b) => a - b);
  return queryOptions({
    queryKey: ["person", "infos", wanted],
    queryFn: async ({ signal }) => {
      const { items } = await call(personInfos, { person_ids: wanted }, signal);
      return new Map(items.map(({ person_id, person_name }) => [person_id, person_name]));
    },
    enabled: wanted.length > 0,
    staleTime: 60_000,
  });
}
