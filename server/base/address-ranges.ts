import { BlockList, isIP } from "node:net";

/** Whether an address lies in one of some ranges. */
export type AddressCheck = (address: string) => boolean;

const IPV4_BITS = 32;
const IPV6_BITS = 128;

/** Reads addresses and ranges in CIDR notation, joined by commas; null when one of them is neither. */
export function readAddressRanges(text: string): string[] | null {
  const ranges = text.split(",").map((range) => range.trim());
  return ranges.every((range) => splitRange(range)) ? ranges : null;
}

/** A check of ranges that `readAddressRanges` read. */
export function createAddressCheck(ranges: readonly string[]): AddressCheck {
  const list = new BlockList();
  for (const range of ranges) {
    const { address, bits, family } = splitRange(range) ?? {};
    if (address !== undefined && bits !== undefined) list.addSubnet(address, bits, family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
  };
}

function splitRange(range: string): { address: string; bits: number; family: "ipv4" | "ipv6" } | null {
  const [address = "", length, ...rest] = range.split("/");
  const family = isIP(address);
  const bitsMax = family === 4 ? IPV4_BITS : IPV6_BITS;
  const bits = length === undefined ? bitsMax : Number(length);
  if (family === 0 || rest.length > 0 || !/^\d*$/.test(length ?? "") || length === "" || bits > bitsMax) return null;
  return { address, bits, family: family === 4 ? "ipv4" : "ipv6" };
}
