import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import type { Database, Queryable } from "../storage/database.ts";
import { createLink, findLink } from "./one-time-link-store.ts";
import { createOwner, findOwner, type NewOwner, type Person } from "./person-store.ts";

/** A link with which the owner can be made, good for an hour; null when there is an owner. */
export async function createSetUpLink(db: Database, publicUrl: string, nowMs: number): Promise<string | null> {
  if (await findOwner(db)) return null;
  const { token } = await createLink(db, { purpose: "set-up", personId: null }, nowMs);
  // After a #, so that it reaches neither the log of a proxy nor another site.
  return `${publicUrl}/setup#token=${token}`;
}

/** Until when the link makes the owner, in milliseconds. Refuses one that does not. */
export async function checkSetUpLink(db: Queryable, token: string, nowMs: number): Promise<number> {
  if (await findOwner(db)) throw alreadySetUp();
  const link = await findLink(db, "set-up", token, nowMs);
  if (link) return link.expiresAtMs;
  throw new Refusal("InvalidParameter", sayOf("token", "set_up_link_wrong"));
}

/** Makes the owner for whoever has the link. Once there is an owner, no link makes another. */
export async function setUp(db: Database, token: string, owner: NewOwner, nowMs: number): Promise<Person> {
  await checkSetUpLink(db, token, nowMs);
  const creation = await createOwner(db, owner, nowMs);
  const made = creation.outcome === "created" ? await findOwner(db) : null;
  if (!made) throw alreadySetUp();
  return made;
}

function alreadySetUp(): Refusal {
  return new Refusal("ReferenceExist", say("has_owner"));
}
