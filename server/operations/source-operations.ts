import { sourceList } from "../../contract/operations/source.ts";
import { SOURCES } from "../sources/registry.ts";
import { type BoundOperation, bind } from "./bound-operation.ts";

/** `/source/*`. */
export function createSourceOperations(): BoundOperation[] {
  const items = SOURCES.map(({ id, title, category, vendorDocs, sendsRecoveries }) => ({
    ...{ plugin_type: id, title, category, vendor_docs: vendorDocs, sends_recoveries: sendsRecoveries },
  }));
  return [bind(sourceList, async () => ({ items }))];
}
