import { queryOptions } from "@tanstack/react-query";
import { memberInfo } from "../../contract/operations/member.ts";
import { call } from "./call.ts";

/** Who is signed in. */
export const whoAmI = queryOptions({
  queryKey: ["member", "info"],
  queryFn: ({ signal }) => call(memberInfo, {}, signal),
});
