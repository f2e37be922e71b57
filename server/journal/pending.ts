/** Where a queued push lies in the journal row of its group commit. */
export type PendingPush = { deliveryId: string; integrationId: number; offsetBytes: number; lengthBytes: number };

/** The same as it is stored, an array each to keep the queue small. */
export type StoredPlace = readonly [
  deliveryId: string,
  integrationId: number,
  offsetBytes: number,
  lengthBytes: number,
];

/** The queued pushes of one group commit and lane, with their journal bytes. */
export type PendingRow = {
  lane: number;
  batchId: number;
  day: string;
  offsetBytes: number;
  pushes: PendingPush[];
  bytes: Buffer;
};

/** A place as the queue stores it. */
export function storePlace({ deliveryId, integrationId, offsetBytes, lengthBytes }: PendingPush): StoredPlace {
  return [deliveryId, integrationId, offsetBytes, lengthBytes];
}

/** A place again. */
export function readPlace([deliveryId, integrationId, offsetBytes, lengthBytes]: StoredPlace): PendingPush {
  return { deliveryId, integrationId, offsetBytes, lengthBytes };
}
