import { hash, verify } from "@node-rs/argon2";
import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";

const LENGTH_MIN = 8;
/** Argon2 hashes every byte of what it is given; nobody's password is longer. */
const LENGTH_MAX = 1024;

/** A hash of no password that anyone knows, made with the settings of `hashPassword`: checking against it takes as long. */
const NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$c20g/I7Ihu19VfMdJO03Zw$kcMKiPKygcEUU27AcJ2INcvPAHUKKJQ4YI9EpYzsv9Y";

/** The Argon2id hash to keep of a new password. Refuses one that is too short or too long. */
export function hashPassword(password: string): Promise<string> {
  if (password.length >= LENGTH_MIN && password.length <= LENGTH_MAX) return hash(password);
  const expected = say("characters", { count: say("from_to", { from: LENGTH_MIN, to: LENGTH_MAX }) });
  throw new Refusal("InvalidParameter", sayOf("password", "expected", { expected, got: password.length }));
}

/** Whether this is the password. Takes as long when there is none to compare with, so that time does not tell who exists. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NOBODYS, password);
  return isRight && passwordHash !== null;
}
