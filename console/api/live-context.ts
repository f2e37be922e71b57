import { createContext, useContext, useSyncExternalStore } from "react";
import type { Live } from "./live.ts";
import type { StreamState } from "./live-stream.ts";

/** The live stream of this tab. */
export const LiveContext = createContext<Live | null>(null);

/** How that stream is. */
export function useStreamState(): StreamState {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.onState ?? never, () => live?.state() ?? "live");
}

function never(): () => void {
  return () => undefined;
}
