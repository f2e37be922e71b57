import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

/** The lists that what can be deleted is in. */
const LISTS = { team: "/platform/team", channel: "/channel", integration: "/integration" } as const;

/**
 * Leads from what was just deleted to the list that it was in. What is kept of such lists is thrown away first: it would be seen
 * there for as long as the list is read anew.
 */
export function useLeaveDeleted() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (noun: keyof typeof LISTS, id: number): Promise<void> => {
    queries.removeQueries({ queryKey: [noun, "list"] });
    await navigate({ to: LISTS[noun] });
    queries.removeQueries({ queryKey: [noun, "info", id] });
    await queries.invalidateQueries();
  };
}
