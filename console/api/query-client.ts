import { QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut } from "./api-error.ts";
import { whoAmI } from "./queries.ts";

/** Lists are shown at once from what was read before, and read anew when the page is looked at again. */
const FRESH_MS = 5_000;

/** Keeps what was read. Any call that finds nobody signed in makes the console ask who is. */
export function createQueries(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        const isAsking = queryKey.join() === whoAmI.queryKey.join();
        if (isSignedOut(error) && !isAsking) client.resetQueries({ queryKey: whoAmI.queryKey });
      },
    }),
    // A failed call says so at once and has a button; waiting through silent tries is worse at night.
    defaultOptions: { queries: { retry: false, staleTime: FRESH_MS } },
  });
  return client;
}
