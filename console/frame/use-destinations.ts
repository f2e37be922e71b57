import { useMayOf } from "../api/permissions.ts";
import { DESTINATIONS } from "./destinations.ts";
import { permissionFor } from "./page-permissions.ts";

/** The pages of the navigation that who is signed in may see; a group without any is left out. */
export function useDestinations(): typeof DESTINATIONS {
  const may = useMayOf();
  const isOpen = (address: string) => {
    const needed = permissionFor(address);
    return needed === null || may(needed);
  };
  return DESTINATIONS.map(({ group, pages }) => ({ group, pages: pages.filter(({ to }) => isOpen(to)) })).filter(
    ({ pages }) => pages.length > 0,
  );
}
