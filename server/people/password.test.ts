import { expect, test } from "vitest";
import { hashPassword, isPassword } from "./password.ts";

const settingsOf = (passwordHash: string) => passwordHash.split("$").slice(0, 4).join("$");

test("a password is told from others, and none is right where there is none to compare with", async () => {
  const passwordHash = await hashPassword("correct horse");
  expect(await isPassword(passwordHash, "correct horse")).toBe(true);
  expect(await isPassword(passwordHash, "correct Horse")).toBe(false);
  expect(await isPassword(null, "correct horse")).toBe(false);
});

test("P11: checking nobody's password costs what checking somebody's does: the settings are those of new hashes", async () => {
  // Argon2id in version 19, 19 MiB, 2 passes, 1 lane. When the library's defaults change, the hash in password.ts is made anew.
  expect(settingsOf(await hashPassword("correct horse"))).toBe("$argon2id$v=19$m=19456,t=2,p=1");
});
