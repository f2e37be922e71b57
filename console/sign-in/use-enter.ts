import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useAdopt } from "./use-adopt.ts";

/** Leads whoever has just been signed in by a link to the first page, and leaves the link behind. */
export function useEnter(): (memberId: number) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const adopt = useAdopt();
  return async (memberId) => {
    await adopt(memberId);
    await queries.resetQueries();
    await navigate({ to: "/", replace: true });
  };
}
