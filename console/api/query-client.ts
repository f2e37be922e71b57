import { QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut } from "./api-error.ts";
import { whoAmI } from "./people-queries.ts";

/** Keeps what was read: a page shows it at once, and reads anew. Any call that finds nobody signed in makes the console ask who is. */
export function createQueries(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        const isAsking = queryKey.join() === whoAmI.queryKey.join();
        if (isSignedOut(error) && !isAsking) client.resetQueries({ queryKey: whoAmI.queryKey });
      },
    }),
    // A failed call says so at once and has a button; waiting through silent tries is worse at night.
    defaultOptions: { queries: { retry: false } },
  });
  return client;
}
