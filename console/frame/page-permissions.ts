import type { Permission } from "../../contract/permission.ts";

/** What each part of the console reads; a page below an address needs what the address needs. Others are open to every member. */
const NEEDED: readonly (readonly [address: string, permission: Permission])[] = [
  ["/channel", "Channels/Read"],
  ["/incident", "Incidents/Read"],
  ["/alert", "Incidents/Read"],
  ["/integration", "Integrations/Read"],
  ["/profile/app-key", "AppKeys/Read"],
];

/** The permission without which a page has nothing to show; null when every member may open it. */
export function permissionFor(pathname: string): Permission | null {
  const found = NEEDED.find(([address]) => pathname === address || pathname.startsWith(`${address}/`));
  return found?.[1] ?? null;
}
