import { useEffect } from "react";
import { useStreamState } from "../api/live-context.ts";
import { fetchParts } from "../api/part-loader.ts";

/** Fetches what may be needed later whenever the hub is there, which the live stream is the first to know. */
export function usePartsAhead(): void {
  const state = useStreamState();
  useEffect(() => {
    if (state !== "live") return;
    const over = new AbortController();
    void fetchParts(over.signal);
    return () => over.abort();
  }, [state]);
}
