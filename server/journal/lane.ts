const LANES_BITS = 4;

/**
 * The lane, 0 to 15, of a new integration: by the id of its channel when it is private, or else by its own. What goes into one channel
 * goes through one lane, since whoever decides there holds the channel: workers on different lanes would only wait for each other.
 * Multiplicative hashing spreads ids evenly also when only every second or third number of the sequence becomes what is asked about.
 */
export function laneOf(ownerId: number): number {
  const number = Math.floor(ownerId / 1000);
  return Math.imul(number, 2_654_435_761) >>> (32 - LANES_BITS);
}
