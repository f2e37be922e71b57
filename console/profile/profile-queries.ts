import { queryOptions } from "@tanstack/react-query";
import { appKeyList } from "../../contract/operations/app-key.ts";
import { sessionList } from "../../contract/operations/session.ts";
import { call } from "../api/call.ts";

/** The app keys of who is signed in. */
export const appKeys = queryOptions({
  queryKey: ["app-key", "list"],
  queryFn: ({ signal }) => call(appKeyList, {}, signal),
});

/** The browsers that who is signed in is signed in with. */
export const sessions = queryOptions({
  queryKey: ["session", "list"],
  queryFn: ({ signal }) => call(sessionList, {}, signal),
});
