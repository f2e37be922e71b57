import { Refusal } from "../base/errors.ts";
import type { Database } from "../storage/database.ts";
import { createLink, isLinkValid } from "./one-time-link-store.ts";
import { createOwner, findOwner, type NewOwner, type Person } from "./person-store.ts";

/** A link with which the owner can be made, good for an hour; null when there is an owner. */
export async function createSetUpLink(db: Database, publicUrl: string, nowMs: number): Promise<string | null> {
  if (await findOwner(db)) return null;
  const { token } = await createLink(db, { purpose: "set-up", personId: null }, nowMs);
  // After a #, so that it reaches neither the log of a proxy nor another site.
  return `${publicUrl}/setup#token=${token}`;
}

/** Makes the owner for whoever has the link. Once there is an owner, no link makes another. */
export async function setUp(db: Database, token: string, owner: NewOwner, nowMs: number): Promise<Person> {
  if (await findOwner(db)) throw alreadySetUp();
  if (!(await isLinkValid(db, "set-up", token, nowMs))) {
    throw new Refusal(
      "InvalidParameter",
      "token: this set-up link has expired; the hub makes a new one when it starts",
    );
  }
  const creation = await createOwner(db, owner, nowMs);
  const made = creation.outcome === "created" ? await findOwner(db) : null;
  if (!made) throw alreadySetUp();
  return made;
}

function alreadySetUp(): Refusal {
  return new Refusal("InvalidParameter", "token: this hub has its owner already; sign in instead");
}
