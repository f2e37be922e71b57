import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";
import { whoAmI } from "./who-am-i.ts";

/**
 * Keeps what was read: a page shows it at once, and reads anew. A call that finds nobody signed in, or somebody with fewer
 * permissions than the page thought, makes the console ask who is there; what is on the screen stays meanwhile.
 */
export function createQueries(): QueryClient {
  const askWho = (error: unknown) => {
    const isAboutWho = error instanceof ApiError && ["Unauthorized", "AccessDenied"].includes(error.code);
    // Where the last answer was an error, nobody is signed in, and the page says so already.
    if (isAboutWho && client.getQueryState(whoAmI.queryKey)?.status === "success") {
      void client.invalidateQueries({ queryKey: whoAmI.queryKey });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (queryKey.join() !== whoAmI.queryKey.join()) askWho(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askWho }),
    // A failed call says so at once and has a button; waiting through silent tries is worse at night. So is a call that is kept until
    // the browser thinks it has a network: it may be wrong about a hub next to it, and nobody wants a deed done minutes later.
    defaultOptions: { queries: { retry: false, networkMode: "always" }, mutations: { networkMode: "always" } },
  });
  return client;
}
