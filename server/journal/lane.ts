const LANES_BITS = 4;

/**
 * The lane of an integration, 0 to 15, fixed for life. Multiplicative hashing spreads ids evenly also when only every second
 * or third number of the sequence becomes an integration.
 */
export function laneOf(integrationId: number): number {
  const number = Math.floor(integrationId / 1000);
  return Math.imul(number, 2_654_435_761) >>> (32 - LANES_BITS);
}
