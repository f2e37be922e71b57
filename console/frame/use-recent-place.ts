import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { whoAmI } from "../api/who-am-i.ts";
import { type Place, rememberPlace } from "./recent-places.ts";

/** Lets the palette offer the place of this page first. */
export function useRecentPlace({ kind, id, name }: Place): void {
  const { data } = useQuery({ ...whoAmI, refetchOnMount: false });
  const memberId = data?.member_id;
  useEffect(() => {
    if (memberId !== undefined) rememberPlace(memberId, { kind, id, name });
  }, [memberId, kind, id, name]);
}
