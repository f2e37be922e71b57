import type { Position } from "./change-store.ts";

const SHAPE = /^([0-9a-f]{1,32})-(\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?)$/;
/** Room for a hundred transactions that were under way. */
const LENGTH_MAX = 2_000;

/** A position as the id of an event. */
export function writePosition({ epoch, snapshot }: Position): string {
  return `${epoch}-${snapshot}`;
}

/** The position that a `Last-Event-ID` names; null for anything that cannot be one of ours. */
export function parsePosition(text: string | undefined): Position | null {
  if (text === undefined || text.length > LENGTH_MAX) return null;
  const [, epoch, snapshot] = SHAPE.exec(text) ?? [];
  return epoch !== undefined && snapshot !== undefined ? { epoch, snapshot } : null;
}
