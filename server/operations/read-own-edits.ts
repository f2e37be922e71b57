import type { Access } from "../../contract/operation.ts";
import type { BoundOperation, CallContext } from "./bound-operation.ts";

const EDITS_CONFIG: readonly Access[] = ["Channels/Manage", "Integrations/Manage"];

/**
 * An edit of what pushes are read by is answered once this node reads by it: whoever saves and pushes the next moment gets what was
 * saved. Other nodes follow within a second (P10).
 */
export function readOwnEdits(bound: BoundOperation, catchUp: () => Promise<void>): BoundOperation {
  if (bound.access !== "person" || !EDITS_CONFIG.includes(bound.operation.permission)) return bound;
  return {
    ...bound,
    run: async (raw: unknown, context: CallContext) => {
      const data = await bound.run(raw, context);
      await catchUp();
      return data;
    },
  };
}
